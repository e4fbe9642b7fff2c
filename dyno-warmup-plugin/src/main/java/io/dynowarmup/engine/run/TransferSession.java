// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Peer;
import io.dynowarmup.chunk.load.ChunkScope;
import io.dynowarmup.dynomite.marker.PeerMarkers;
import io.dynowarmup.engine.chunk.ChunkNode;
import io.dynowarmup.engine.context.PeerWait;
import io.dynowarmup.engine.context.RunCheckpoint;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.context.ServedCold;
import io.dynowarmup.engine.decision.SourceAuthority;
import io.dynowarmup.engine.shares.SourceShare;
import io.dynowarmup.engine.status.StallWatch;
import io.dynowarmup.redis.ChangeFeed;
import io.dynowarmup.redis.RateLimit;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.Checkpoint;
import io.dynowarmup.spi.Journals;
import io.dynowarmup.spi.KeyPart;
import io.dynowarmup.spi.Resumption;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.spi.StreamGap;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Holds one source, the connection to it and the transfer from it. */
public final class TransferSession extends RunTransfer {
  private final ServedCold servedCold;
  private final SourceLosses losses;
  private final PeerWait peerWait;
  private final Supplier<LatencyProbe> latencies;
  private final Peer peer;
  private final RateLimit limit;
  private final RedisNode source;
  private final StallWatch stall = new StallWatch();
  private final Optional<SourceShare> share;
  private final WitnessKeys witnesses;
  private final SessionData data;
  private final SessionJournals journals;
  private volatile RedisInfo sourceInfo;
  private Transfer transfer;

  TransferSession(
      RunContext context,
      ServedCold servedCold,
      SourceLosses losses,
      PeerWait peerWait,
      Supplier<LatencyProbe> latencies,
      Peer peer,
      Optional<SourceShare> share) {
    super(context);
    this.share = share;
    this.servedCold = servedCold;
    this.losses = losses;
    this.peerWait = peerWait;
    this.latencies = latencies;
    this.peer = peer;
    this.limit = context.commands().of(peer.redis());
    this.witnesses = new WitnessKeys(context);
    this.data = new SessionData(context, peer);
    this.source = data.sourceNode(limit);
    this.journals =
        new SessionJournals(context, peer, data::localAccess, () -> latencies.get().markers());
  }

  /** Lets another thread use the session: it shares no connection and renews no claim. */
  TransferSession onAnotherThread() {
    data.onAnotherThread();
    return this;
  }

  void open(WarmupStrategy strategy) {
    transfer = transfer == null ? strategy.open(this) : transfer;
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
   * @return what is missing of the source's replication stream
   */
  public StreamGap close(Deadline deadline) throws InterruptedException {
    StreamGap missing = transfer == null ? StreamGap.unknown() : transfer.close(deadline);
    closeConnections();
    return missing;
  }

  public void closeConnections() {
    source.close();
    witnesses.close();
    data.close();
  }

  @Override
  public RedisNode local() {
    return data.localNode();
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
    return data.local();
  }

  RedisAccess localAccess() {
    return data.localAccess();
  }

  @Override
  public RedisData sourceData() {
    return data.source();
  }

  @Override
  public ChangeFeed sourceChanges() {
    return context.host().redisConnector().changes(peer.redis(), context.node().peerAccess());
  }

  @Override
  public ChangeFeed localChanges() {
    return context
        .host()
        .redisConnector()
        .changes(context.node().redis().endpoint(), data.localAccess());
  }

  @Override
  public RedisData limitedSourceData() {
    return sourceData().with(limit);
  }

  Optional<SourceShare> share() {
    return share;
  }

  @Override
  public Optional<KeyPart> part() {
    return share.map(s -> s);
  }

  @Override
  public ChunkScope chunks() {
    Topology topology = context.node().topology();
    ChunkScope scope =
        share.isPresent()
            ? ChunkNode.scope(context.config(), topology, share.get().ranges())
            : ChunkNode.scope(context.config(), topology);
    return scope.ofDumps(context.request().dumps());
  }

  @Override
  public OptionalInt connection() {
    return peerWait.over() ? OptionalInt.of(peerWait.connection()) : OptionalInt.empty();
  }

  @Override
  public OptionalInt connectionNow() {
    return peerWait.overNow() ? OptionalInt.of(peerWait.connection()) : OptionalInt.empty();
  }

  @Override
  public void missedWrites() {
    peerWait.missedWrites();
  }

  @Override
  public Peer sourcePeer() {
    return peer;
  }

  @Override
  public SourcePin pin() {
    return context.sources().pins().of(peer);
  }

  @Override
  public PeerMarkers markers() {
    return latencies.get().markers();
  }

  @Override
  public Optional<Journals> journals() {
    return journals.wanted();
  }

  @Override
  public Optional<Resumption> resumption() {
    return SessionResumption.of(context, peer);
  }

  @Override
  public List<RedisData> witnesses() {
    return witnesses.all();
  }

  @Override
  public boolean otherCopies() {
    return !SourceAuthority.decided(context.request(), context.config())
        && context.sources().otherCopies(context.node().topology(), peer);
  }

  @Override
  public boolean onlyCopy() {
    return context.sources().authority().decides() && !otherCopies();
  }

  @Override
  public boolean holdsDump() {
    return context.local().isOfDump();
  }

  @Override
  public boolean lacksKeys() {
    return context.sources().authority().lacksKeys();
  }

  @Override
  public void checkSourceServes() {
    // What a copy made of an empty node decides nothing, and is still not made older.
    boolean copied = transfer != null && transfer.copyState().isPresent();
    SourceReach.checkServing(context, peer, copied, this::sourceInfo);
    losses.check(this);
  }

  @Override
  public boolean writesArrivedSince(long nanos) {
    return latencies.get() == null || latencies.get().reach().arrivedSince(nanos);
  }

  @Override
  public boolean watchesWrites() {
    return latencies.get() != null && latencies.get().reach().isWatched();
  }

  @Override
  public boolean onlyAdds() {
    return context.sources().authority().union();
  }

  @Override
  public boolean keepsOwnKeys() {
    return servedCold.keepsOwnKeys();
  }

  @Override
  public Checkpoint checkpoint() {
    return new RunCheckpoint(context, peer.redis());
  }

  @Override
  public Pause pause() {
    return data.pause();
  }
}
