// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.List;
import java.util.Optional;

/**
 * Empties the queue that Dynomite keeps in WRITES_ONLY.
 *
 * <p>Dynomite sends the queue to Redis only when a write arrives, and only the queue of the storage
 * connection that the write uses. The client's connection selects the storage connection. This
 * class therefore keeps many connections to Dynomite's client port open and sends a harmless DEL of
 * a reserved key through each.
 *
 * <p>Used by one thread. No signal ends the flush early, because a remaining queue would be
 * replayed later.
 */
public final class QueueFlush implements AutoCloseable {
  private final ProbeConnections probes;
  private final MasterFlush master;
  private final ReplicaPurge replica;
  private final FlushTarget target;
  private final int openMillis;

  /**
   * Returns the number of probes, and thus of keys, that makes it likely that each storage
   * connection gets one.
   */
  public static int probes(int datastoreConnections) {
    return Math.max(16, 4 * datastoreConnections);
  }

  /**
   * Creates a flush.
   *
   * @param clientPort Dynomite's client port
   * @param clientAccess its timeout limits the connection, and an answer if it is less than 500 ms
   * @param local the Redis behind this Dynomite; used by the calling thread
   * @param gate the gate of this Dynomite
   * @param keys one for each probe, see {@link #probes}, all different; each hashes into the node's
   *     own token range, and no application uses it
   */
  public QueueFlush(
      RedisConnector connector,
      Endpoint clientPort,
      RedisAccess clientAccess,
      RedisNode local,
      TrafficGate gate,
      List<String> keys,
      Ticker ticker,
      Pause pause) {
    this(
        new ProbeConnections(
            keys, () -> connector.connect(clientPort, clientAccess), ParallelCalls::threads),
        clientAccess.timeoutMillis(),
        local,
        gate,
        ticker,
        pause);
  }

  QueueFlush(
      ProbeConnections probes,
      int openMillis,
      RedisNode local,
      TrafficGate gate,
      Ticker ticker,
      Pause pause) {
    this.probes = probes;
    this.target = new FlushTarget(probes, local, gate, ticker, pause);
    this.master = new MasterFlush(target);
    this.replica = new ReplicaPurge(target);
    this.openMillis = openMillis;
  }

  /**
   * Opens the connections. Called before WRITES_ONLY, so that they do not extend it.
   *
   * @throws io.dynowarmup.api.WarmupException if Dynomite's client port refuses them
   */
  public void open() {
    probes.open(openMillis);
  }

  /**
   * Empties the queue to the local Redis, a master: sets RESUMING and sends probes until each has
   * arrived, with all writes queued before it. Leaves Dynomite in RESUMING.
   *
   * @throws io.dynowarmup.api.WarmupException TIME_OUT if the deadline passes first; also any
   *     failure of the local Redis
   */
  public FlushResult flushToMaster(Deadline deadline) {
    return master.flush(deadline);
  }

  /**
   * Moves Dynomite from WRITES_ONLY to NORMAL, with a master as the local Redis: RESUMING, probes,
   * NORMAL, one more round of probes. Repeats this if the last round finds a queue.
   *
   * @throws io.dynowarmup.api.WarmupException as {@link #flushToMaster} and {@link
   *     TrafficGate#hold}
   */
  public FlushResult serve(Deadline deadline) {
    FlushResult all = master.flush(deadline);
    for (; ; ) {
      target.hold(DynomiteState.NORMAL, deadline);
      FlushRounds last = target.rounds(deadline, "after NORMAL");
      boolean served = master.comesThrough(target.in(FlushRounds.LIMIT_MILLIS), last);
      all = all.plus(last.result(master.refusal()));
      if (served) {
        return all;
      }
      last.another("a probe that was sent in NORMAL has not reached Redis");
      all = all.plus(master.flush(deadline));
    }
  }

  /** Returns why the local Redis, a master, refused the last probes; empty if it accepted them. */
  public Optional<WarmupException> refusal() {
    return master.refusal();
  }

  /**
   * Leaves WRITES_ONLY while the local Redis is a read-only replica. Sends the queue to the
   * replica, which refuses all of it; the queued writes arrive through the replication stream. Then
   * sets STANDBY.
   *
   * @throws io.dynowarmup.api.WarmupException BAD_ARGUMENT if the local Redis is not a read-only
   *     replica, in which case nothing is sent; TIME_OUT if the deadline passes
   */
  public FlushResult purgeFromReplica(Deadline deadline) {
    return replica.purge(deadline);
  }

  /** Closes the connections. Never throws; may be called more than once. */
  @Override
  public void close() {
    probes.close();
  }
}
