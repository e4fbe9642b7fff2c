// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.time.Pause;
import io.dynowarmup.unit.Units;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets nodes dump themselves, all at the same time. A dump that is in progress already, of
 * dump.cron or of an operator, is used, but neither ended nor removed. Used by one thread.
 */
final class DumpStep {
  private final List<WarmNode> sources;
  private final WarmState state;
  private final Pause pause;

  /** The nodes that accepted a command of this process. */
  private final Set<String> ordered = new HashSet<>();

  DumpStep(List<WarmNode> sources, WarmState state, Pause pause) {
    this.sources = sources;
    this.state = state;
    this.pause = pause;
  }

  /**
   * Starts dumps that are due, and reads all.
   *
   * @return whether all are complete
   * @throws WarmupException SOURCE_FAILED if a dump failed
   */
  boolean poll() throws InterruptedException {
    boolean all = true;
    for (WarmNode node : sources) {
      BeanSnapshot now = node.read();
      if (!state.dump(node.key()).isPresent()) {
        all &= poll(node, now);
      }
    }
    return all;
  }

  private boolean poll(WarmNode node, BeanSnapshot now) throws InterruptedException {
    if (now.text("DumpState").isEmpty()) {
      throw failed(node, "its daemon (version " + now.text("Version") + ") makes no dumps");
    }
    if (!state.before(node.key()).isPresent()) {
      state.dumping(node.key(), now.text("DumpId"));
      start(node, now);
      return false;
    }
    String before = state.before(node.key()).orElse("");
    switch (now.text("DumpState")) {
      case "DONE":
        if (now.text("DumpId").equals(before)) {
          start(node, now);
          return false;
        }
        state.dumped(node.key(), now.text("DumpId"));
        return true;
      case "FAILED":
      case "ABORTED":
        if (!ordered.contains(node.key())) {
          start(node, now); // not the end of a dump of this process; the dump resumes
          return false;
        }
        throw failed(node, now.text("DumpState") + ": " + now.text("DumpReason"));
      case "RUNNING":
        return false;
      default:
        // the daemon was restarted; the dump resumes
        start(node, now);
        return false;
    }
  }

  private void start(WarmNode node, BeanSnapshot now) throws InterruptedException {
    if (now.text("DumpState").equals("RUNNING")) {
      return;
    }
    state.own(node.key(), true); // before the call, because this process may be killed after it
    try {
      node.invoke("dump");
      ordered.add(node.key());
    } catch (WarmupException e) {
      if (!e.reason().isTransient()) {
        state.own(node.key(), false); // the daemon has refused it
      }
      if (!hasDump(node, node.read())) {
        throw failed(node, e.getMessage());
      }
    }
  }

  /** Returns whether a dump is in progress, or has ended since the last look. */
  private boolean hasDump(WarmNode node, BeanSnapshot now) {
    return now.text("DumpState").equals("RUNNING")
        || !now.text("DumpId").equals(state.before(node.key()).orElse(""));
  }

  private static WarmupException failed(WarmNode node, String why) {
    return new WarmupException(Reason.SOURCE_FAILED, "node " + node.name() + ": " + why);
  }

  /**
   * Ends the dumps that this warm-up has started and that are in progress. Records those that were
   * complete before.
   *
   * @param lines receives a sentence for each dump that leaves something in the store
   */
  void abort(Consumer<String> lines) throws InterruptedException {
    for (WarmNode node : sources) {
      if (state.isOwn(node.key()) && !state.dump(node.key()).isPresent()) {
        try {
          abort(node, lines);
        } catch (WarmupException e) {
          lines.accept(
              "the dump of node "
                  + node.name()
                  + " was not ended and stays in the store: "
                  + e.getMessage());
        }
      }
    }
  }

  private void abort(WarmNode node, Consumer<String> lines) throws InterruptedException {
    BeanSnapshot now = node.readNow();
    if (now.text("DumpState").equals("RUNNING")) {
      try {
        node.invoke("abortDump");
      } catch (WarmupException e) {
        if (e.reason() != Reason.NOT_RUNNING) {
          throw e;
        }
      }
      now = node.readUntil(n -> !n.text("DumpState").equals("RUNNING"), pause);
    }
    String id = now.text("DumpId");
    if (!id.isEmpty() && !id.equals(state.before(node.key()).orElse(""))) {
      state.dumped(node.key(), id);
    } else {
      lines.accept(
          "the dump of node "
              + node.name()
              + " was ended: its next dump resumes it, or chunks expire removes its chunks after a"
              + " day");
    }
  }

  /** Returns how far the dumps are, in one line. */
  String text(long elapsedMillis, long expected) {
    long done = sources.stream().filter(n -> state.dump(n.key()).isPresent()).count();
    long bytes = sum("DumpBytes");
    long keys = sum("DumpKeys");
    return "dumped "
        + done
        + " of "
        + Units.count(sources.size(), "node")
        + ", "
        + Units.keys(keys)
        + " in "
        + Units.count(sum("DumpChunks"), "chunk")
        + ", "
        + Units.bytes(bytes)
        + Rate.text(bytes, elapsedMillis)
        + Rate.left(keys, expected, elapsedMillis);
  }

  private long sum(String attribute) {
    return sources.stream().mapToLong(n -> Math.max(0, n.last().number(attribute))).sum();
  }
}
