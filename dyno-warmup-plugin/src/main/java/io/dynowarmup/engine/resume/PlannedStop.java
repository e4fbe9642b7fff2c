// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.resume;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.node.AnotherFilesRecord;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.Node;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.state.StopNote;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a node so that its next start fetches only what was written meanwhile. The node takes no
 * traffic from then on. A stop without a note is still a stop; the next start then compares.
 */
public final class PlannedStop {
  private static final Logger LOG = LoggerFactory.getLogger(PlannedStop.class);
  private static final int STATE_MILLIS = 5_000;
  private static final String NONE =
      "the next start cannot resume, and compares the keys instead: ";

  private final EngineHost host;
  private final WarmupConfig config;

  public PlannedStop(EngineHost host) {
    this.host = host;
    this.config = host.readConfig();
  }

  /**
   * Prepares the stop.
   *
   * @param who who asks for it, for the log
   * @param listener hears of its steps
   * @return what was done, in sentences
   * @throws WarmupException ALREADY_RUNNING during a run; any failure of Redis or Dynomite. Once
   *     Dynomite is in STANDBY, it stays so. There is no note then.
   * @throws InterruptedException if the thread is interrupted
   */
  String prepare(String who, StopListener listener) throws InterruptedException {
    NodeFinder finder = new NodeFinder(host, config);
    try (Node node = finder.find()) {
      RedisInfo local = node.redis().info();
      if (local.loading() || !local.replication().isMaster()) {
        throw new WarmupException(
            Reason.FOREIGN_REPLICA,
            "the node is not stopped: its Redis is "
                + (local.loading() ? "loading" : "a replica of " + local.replication().master()));
      }
      node.mark().claim(local);
      LOG.info("Stopping the node on request of {}", who);
      String noted = note(node, finder, local, listener);
      // What is saved must be what the next start finds: nothing changes after the save.
      node.mark().close();
      listener.closed(node, local.runId());
      String dynomite = "the node takes no traffic (Dynomite " + node.dynomite().probe() + "); ";
      String saved = saved(node);
      // Gossip may have opened the node before all was saved.
      Optional<String> changed = new StopGuard(node, host.ticker()).afterSave();
      String text = dynomite + changed.map(NONE::concat).orElse(noted) + "; " + saved;
      LOG.warn("Prepared the stop: {}", text);
      return text;
    }
  }

  /** Saves. A note is worth nothing without the data. */
  private String saved(Node node) throws InterruptedException {
    boolean done = false;
    try {
      String saved = new StopSave(host, config, node.redis()).save();
      done = true;
      return saved;
    } finally {
      if (!done) {
        node.forgetStop("Redis has not saved its data at the stop");
      }
    }
  }

  /** Puts the node into STANDBY and notes where it is; returns what was noted, or why nothing. */
  private String note(Node node, NodeFinder finder, RedisInfo local, StopListener listener)
      throws InterruptedException {
    DynomiteState dynomite = node.dynomite().probeRepeatedly();
    Optional<StopNote> earlier = StopEvidence.find(node, local, dynomite).note();
    if (earlier.isPresent()) {
      close(node);
      return "the next start resumes where the node was stopped before, at " + earlier.get();
    }
    String why = objection(node, local, dynomite).orElse("");
    // From here on, a failure leaves no note behind.
    node.forgetStop(why.isEmpty() ? "the stop has not noted where the node is" : why);
    try {
      if (why.isEmpty()) {
        StopNote note =
            new StopPoint(host, config, node).note(finder, listener, () -> standby(node));
        return "the next start resumes at " + note;
      }
    } catch (WarmupException e) {
      why = e.getMessage();
    } catch (IOException e) {
      why = "the note cannot be written: " + e.getMessage();
    }
    node.forgetStop(why);
    close(node);
    return NONE + why;
  }

  /** Returns why what is here may be less than what the source's stream has brought so far. */
  private static Optional<String> objection(Node node, RedisInfo local, DynomiteState dynomite) {
    AnotherFilesRecord.adopt(node.state(), local);
    if (!node.state().warmRunId().filter(local.runId()::equals).isPresent()) {
      return Optional.of("the node was not known to be warm when the stop began");
    }
    Optional<String> doubt = node.state().doubt().why();
    if (doubt.isPresent()) {
      return Optional.of("the data of the node was in doubt when the stop began: " + doubt.get());
    }
    return dynomite == DynomiteState.NORMAL
        ? Optional.empty()
        : Optional.of(
            "Dynomite was " + dynomite + " when the stop began, so writes may be missing here");
  }

  /** Puts the node into STANDBY. A Dynomite that is down takes no traffic either. */
  private void close(Node node) {
    try {
      standby(node);
    } catch (WarmupException e) {
      if (e.reason() != Reason.DYNOMITE_UNREACHABLE) {
        throw e;
      }
      LOG.warn("Stopping the node without its Dynomite: {}", e.getMessage());
    }
  }

  private void standby(Node node) {
    // The node is cold from now on, even if this process ends.
    node.state().cold().failed(false);
    node.state().standby(true);
    node.dynomite()
        .gate()
        .hold(
            DynomiteState.STANDBY,
            Deadline.after(host.ticker(), STATE_MILLIS),
            CancelSignal.never());
  }
}
