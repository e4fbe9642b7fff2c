// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Peer;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.traffic.PeerMarkers;
import io.dynowarmup.dynomite.traffic.QueueFlush;
import io.dynowarmup.dynomite.traffic.TrafficGate;
import io.dynowarmup.engine.decision.SourceAuthority;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.redis.RateLimit;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.SecondTry;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.Checkpoint;
import io.dynowarmup.spi.LocalSettings;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.sync.proof.Proof;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Holds one source, the connection to it and the transfer from it. */
public final class TransferSession implements TransferContext, Proof.Sides {
  private final Run run;
  private final Peer peer;
  private final RedisNode source;
  private final StallWatch stall = new StallWatch();
  private Transfer transfer;

  /**
   * Time limit for one answer of a witness. A slower peer is not waited for, because the node takes
   * no reads meanwhile.
   */
  private static final int WITNESS_MILLIS = 1_000;

  private List<RedisData> witnesses;
  private volatile RedisInfo sourceInfo;
  private RedisData localData;
  private RedisData sourceData;

  private TransferSession(Run run, Peer peer, RedisNode source) {
    this.run = run;
    this.peer = peer;
    this.source = source;
  }

  /**
   * Opens a transfer. From here on, {@link Run#attempt()} has to be closed, even if this method
   * throws.
   */
  public static void open(Run run, Peer peer) {
    TransferSession attempt = before(run, peer);
    run.attempt(attempt);
    run.proof().begin(attempt);
    attempt.transfer = run.strategy().open(attempt);
  }

  /**
   * Connects to both sides for a comparison only. The caller calls {@link #closeConnections()}
   * afterwards.
   */
  public static TransferSession before(Run run, Peer peer) {
    RedisNode source = run.host().redisConnector().connect(peer.redis(), run.node().peerAccess());
    int perSecond = run.config().sourceLimits().commandsPerSecond();
    return new TransferSession(
        run,
        peer,
        source.with(new SecondTry()).with(new RateLimit(perSecond, run.ticker(), run.pause())));
  }

  public Peer peer() {
    return peer;
  }

  public Transfer transfer() {
    return transfer;
  }

  public StallWatch stall() {
    return stall;
  }

  /**
   * Closes the transfer and its connections.
   *
   * @return number of bytes of the stream that are known to be missing; -1 if unknown
   */
  public long close(Deadline deadline) throws InterruptedException {
    long missing = transfer == null ? -1 : transfer.close(deadline);
    closeConnections();
    return missing;
  }

  public void closeConnections() {
    source.close();
    if (witnesses != null) {
      witnesses.forEach(RedisData::close);
    }
    if (localData != null) {
      localData.close();
    }
    if (sourceData != null) {
      sourceData.close();
    }
  }

  /** Closes all connections, even if {@link #close} did not complete. */
  void release() {
    closeConnections();
  }

  @Override
  public WarmupConfig config() {
    return run.config();
  }

  @Override
  public RedisNode local() {
    return run.node().redis();
  }

  @Override
  public RedisNode source() {
    return source;
  }

  @Override
  public RedisInfo sourceInfo() {
    RedisInfo known = sourceInfo;
    if (known != null) {
      return source.infoOnly().withOwnKeysOf(known);
    }
    sourceInfo = source.info();
    return sourceInfo;
  }

  @Override
  public RedisData localData() {
    if (localData == null) {
      localData = run.host().redisConnector().data(run.node().redis().endpoint(), localAccess());
    }
    return localData;
  }

  RedisAccess localAccess() {
    return new NodeFinder(run.host(), run.config()).localAccess(run.node().topology());
  }

  @Override
  public RedisData sourceData() {
    if (sourceData == null) {
      sourceData = run.host().redisConnector().data(peer.redis(), run.node().peerAccess());
    }
    return sourceData;
  }

  @Override
  public int connection() {
    return run.peerWait().over() ? run.peerWait().connection() : -1;
  }

  @Override
  public Peer sourcePeer() {
    return peer;
  }

  @Override
  public SourcePin pin() {
    return run.pins().of(peer);
  }

  @Override
  public RedisAccess sourceAccess() {
    return run.node().peerAccess();
  }

  @Override
  public TrafficGate gate() {
    return run.node().dynomite().gate();
  }

  @Override
  public QueueFlush queue() {
    return run.node().dynomite().queue();
  }

  @Override
  public LocalSettings localSettings() {
    return run.node().settings();
  }

  @Override
  public PeerMarkers markers() {
    return run.measures().markers();
  }

  @Override
  public List<RedisData> witnesses() {
    if (witnesses == null) {
      witnesses = new ArrayList<>();
      RedisAccess access =
          run.node()
              .peerAccess()
              .withTimeoutMillis(Math.min(WITNESS_MILLIS, run.node().peerAccess().timeoutMillis()));
      for (Peer other : run.truth().witnesses()) {
        witnesses.add(run.host().redisConnector().data(other.redis(), access));
      }
    }
    return Collections.unmodifiableList(witnesses);
  }

  @Override
  public boolean otherCopies() {
    return !SourceAuthority.decided(run.request(), run.config())
        && run.node().topology().sameTokenPeers(true).stream().anyMatch(p -> !p.equals(peer));
  }

  @Override
  public boolean onlyAdds() {
    return run.truth().union();
  }

  @Override
  public boolean keepsOwnKeys() {
    return run.servedCold().keepsOwnKeys();
  }

  @Override
  public Checkpoint bookmark() {
    return new RunCheckpoint(run, peer.redis());
  }

  @Override
  public Ticker ticker() {
    return run.ticker();
  }

  @Override
  public Pause pause() {
    return run.pause();
  }

  @Override
  public Deadline budget() {
    return run.budget();
  }

  @Override
  public CancelSignal cancel() {
    return run.cancel();
  }

  @Override
  public Consumer<String> notes() {
    return run.board()::note;
  }

  @Override
  public Consumer<String> warnings() {
    return run::warn;
  }
}
