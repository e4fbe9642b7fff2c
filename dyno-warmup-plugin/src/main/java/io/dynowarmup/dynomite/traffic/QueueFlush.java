// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.List;
import java.util.Optional;

/**
 * Empties the queue that Dynomite keeps in WRITES_ONLY. Nothing but a write makes Dynomite send it
 * to Redis, and only the queue of the storage connection that the write goes through; that one is
 * picked by the client's connection. So this holds many connections to Dynomite's client port open
 * together and sends a harmless DEL of a reserved key through each. Used by one thread; nothing
 * here is cut short by a signal, because a queue that stays behind is replayed later.
 */
public final class QueueFlush implements AutoCloseable {
  private final ProbeConnections probes;
  private final MasterFlush master;
  private final ReplicaPurge replica;
  private final TrafficGate gate;
  private final int openMillis;
  private final Ticker ticker;
  private final Pause pause;

  /** How many probes, and so keys, make it likely enough that each storage connection gets one. */
  public static int probes(int datastoreConnections) {
    return Math.max(16, 4 * datastoreConnections);
  }

  /**
   * @param clientPort Dynomite's client port
   * @param clientAccess its time-out is the limit for connecting, and for an answer where that is
   *     less than 500 ms
   * @param local the Redis behind this Dynomite, of the calling thread
   * @param gate of this Dynomite
   * @param keys one for each probe, see {@link #probes}, all different; each hashes into the node's
   *     own token range, and no application uses them
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
    this.master = new MasterFlush(probes, local, gate, ticker, pause);
    this.replica = new ReplicaPurge(probes, local, gate, ticker, pause);
    this.gate = gate;
    this.openMillis = openMillis;
    this.ticker = ticker;
    this.pause = pause;
  }

  /**
   * Opens the connections, before WRITES_ONLY, so that they cost none of its time.
   *
   * @throws io.dynowarmup.api.WarmupException when Dynomite's client port does not take them
   */
  public void open() {
    probes.open(openMillis);
  }

  /**
   * In RESUMING, the local Redis being a master: probes until each has arrived there, with
   * everything that was queued before it. Dynomite is in RESUMING afterwards.
   *
   * @throws io.dynowarmup.api.WarmupException TIME_OUT when the deadline passes before that, and
   *     whatever the local Redis fails with
   */
  public FlushResult flushToMaster(Deadline deadline) {
    return master.flush(deadline);
  }

  /**
   * The whole way from WRITES_ONLY into service, the local Redis being a master: RESUMING, probes,
   * NORMAL, one more round of probes, and again where that one finds a queue.
   *
   * @throws io.dynowarmup.api.WarmupException as {@link #flushToMaster} and {@link
   *     TrafficGate#hold}
   */
  public FlushResult serve(Deadline deadline) {
    FlushResult all = master.flush(deadline);
    for (; ; ) {
      gate.hold(DynomiteState.NORMAL, deadline, CancelSignal.never());
      FlushRounds last = new FlushRounds(deadline, pause, "after NORMAL");
      boolean served = master.comesThrough(Deadline.after(ticker, FlushRounds.LIMIT_MILLIS), last);
      all = all.plus(last.result(master.refusal()));
      if (served) {
        return all;
      }
      last.another("a probe that was sent in NORMAL has not come through");
      all = all.plus(master.flush(deadline));
    }
  }

  /**
   * In NORMAL: one round of probes.
   *
   * @param limitMillis 500 is what the caller wants
   * @return whether all came through; if not, there is a queue, and RESUMING is the way out
   */
  public boolean probeAfterNormal(long limitMillis) {
    Deadline end = Deadline.after(ticker, limitMillis);
    return master.comesThrough(end, new FlushRounds(end, pause, "after NORMAL"));
  }

  /** Why the local Redis, a master, refused the last probes; empty when it did not. */
  public Optional<WarmupException> refusal() {
    return Optional.ofNullable(master.refusal());
  }

  /**
   * Leaves WRITES_ONLY while the local Redis is a read-only replica: empties the queue onto it,
   * which refuses all of it (what was queued comes through the replication stream), and puts
   * Dynomite into STANDBY.
   *
   * @throws io.dynowarmup.api.WarmupException BAD_ARGUMENT when the local Redis is not a read-only
   *     replica: nothing was sent then; TIME_OUT when the deadline passes
   */
  public FlushResult purgeFromReplica(Deadline deadline) {
    return replica.purge(deadline);
  }

  /** Closes the connections; never throws, any number of times. */
  @Override
  public void close() {
    probes.close();
  }
}
