// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.resume;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.journal.BacklogOpener;
import io.dynowarmup.journal.StreamOpener;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.Node;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.relay.HeldStream;
import io.dynowarmup.state.StopNote;
import io.dynowarmup.state.StopNoteFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers that this process has prepared its node for a stop, so that the supervisor leaves the
 * node alone until Redis has ended. Holds the source's stream until the next run. Thread-safe.
 */
public final class StopSlot {
  private static final Logger LOG = LoggerFactory.getLogger(StopSlot.class);

  private final EngineHost host;
  private String redisRunId = "";
  private StopNoteFile file;
  private Optional<HeldStream> held = Optional.empty();

  public StopSlot(EngineHost host) {
    this.host = host;
  }

  /**
   * Prepares the node for a stop; see {@link PlannedStop#prepare}.
   *
   * @return what was done, in sentences
   */
  public String prepare(String who) {
    try {
      return new PlannedStop(host).prepare(who, new Holding());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarmupException(Reason.ABORTED, "the stop was interrupted", e);
    }
  }

  /** Keeps the source's stream, beginning at the offset of the stop. */
  private final class Holding implements StopListener {
    @Override
    public void noting(Node node, Endpoint source, String replid, long offset) {
      try {
        hold(node, source, replid, offset);
      } catch (IOException e) {
        LOG.debug("No stream is held: {}", e.getMessage());
      }
    }

    @Override
    public void closed(Node node, String runId) {
      hold(node, runId);
    }
  }

  private synchronized void hold(Node node, String runId) {
    redisRunId = runId;
    try {
      file = node.stop();
      StopNote note = file.read();
      if (!held.filter(h -> h.holds(note.replid(), note.offset())).isPresent()) {
        hold(node, note.source(), note.replid(), note.offset());
      }
    } catch (IOException e) {
      LOG.debug("No stream is held: {}", e.getMessage());
      drop();
    }
  }

  private synchronized void hold(Node node, Endpoint source, String replid, long offset)
      throws IOException {
    drop();
    file = node.stop();
    held = stream(node, source, replid, offset);
  }

  private Optional<HeldStream> stream(Node node, Endpoint source, String replid, long offset)
      throws IOException {
    long most = host.configInUse().handOver().resumeStreamBytes();
    if (most == 0) {
      return Optional.empty();
    }
    StreamOpener opener = new BacklogOpener(host.redisConnector(), source, node.peerAccess());
    Path stop = node.stop().path();
    return Optional.of(
        HeldStream.begin(
            (announced, id, from) -> opener.open(id, from),
            replid,
            offset,
            stop.resolveSibling(stop.getFileName() + ".stream"),
            most,
            host.ticker()));
  }

  /** Returns the stream that is held since the last stop; empty if there is none. */
  public synchronized Optional<HeldStream> held() {
    return held;
  }

  /** Drops the stream that is held if the note of the stop was used, or is gone. */
  public synchronized void dropUnlessNoted() {
    try {
      if (held.isPresent()) {
        file.read();
      }
    } catch (IOException e) {
      drop();
    }
  }

  /** Drops the stream that is held. */
  public synchronized void drop() {
    held.ifPresent(HeldStream::close);
    held = Optional.empty();
  }

  /** Records that the node is not being stopped any more. Keeps the stream for the next run. */
  public synchronized void clear() {
    redisRunId = "";
  }

  /**
   * Returns whether the Redis that was prepared is still up, and closes its node again if that was
   * opened. Asks only after a stop. Call it only while nothing else works on the node.
   */
  public synchronized boolean holds() {
    dropUnlessNoted();
    if (!redisRunId.isEmpty() && !redisRunId.equals(runIdNow())) {
      redisRunId = "";
    }
    boolean holds = !redisRunId.isEmpty();
    if (holds) {
      keepClosed();
    }
    return holds;
  }

  /** Closes the node again if it was opened. Another try follows if Dynomite does not answer. */
  private void keepClosed() {
    try {
      NodeFinder finder = new NodeFinder(host, host.configInUse());
      if (!StopGuard.isClosed(finder.probeDynomite(finder.topology()).state())) {
        try (Node node = finder.find()) {
          new StopGuard(node, host.ticker()).closeAgain();
        }
        dropUnlessNoted();
      }
    } catch (WarmupException e) {
      LOG.warn("Cannot tell whether the stopped node takes traffic: {}", e.getMessage());
    }
  }

  private String runIdNow() {
    try {
      WarmupConfig config = host.configInUse();
      try (RedisNode redis = new NodeFinder(host, config).localRedis(host.readTopology(config))) {
        return redis.info("server").runId();
      }
    } catch (WarmupException e) {
      // A Redis that nothing listens for has ended; one that is slow has not.
      return e.reason() == Reason.REFUSED ? "" : redisRunId;
    }
  }
}
