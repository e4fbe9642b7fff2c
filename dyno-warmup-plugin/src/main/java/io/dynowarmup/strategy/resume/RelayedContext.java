// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.resume;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.Secret;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.marker.PeerMarkers;
import io.dynowarmup.dynomite.traffic.QueueFlush;
import io.dynowarmup.dynomite.traffic.TrafficGate;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.relay.Relay;
import io.dynowarmup.spi.Checkpoint;
import io.dynowarmup.spi.Journals;
import io.dynowarmup.spi.LocalSettings;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The transfer as the replication sees it that goes through the relay. */
final class RelayedContext implements TransferContext {
  private final TransferContext context;
  private final Relay relay;
  private final RedisNode local;

  RelayedContext(TransferContext context, Relay relay) {
    this.context = context;
    this.relay = relay;
    this.local = new RelayedRedis(context.local(), context.sourcePeer().redis(), relay);
  }

  @Override
  public RedisNode local() {
    return local;
  }

  /** Returns the access to the relay, which is what the local Redis connects to. */
  @Override
  public RedisAccess sourceAccess() {
    int limit = context.sourceAccess().timeoutMillis();
    return new RedisAccess(Optional.empty(), Secret.of(relay.password()), false, limit);
  }

  @Override
  public Optional<Journals> journals() {
    return context.journals().map(journals -> new RelayedJournals(journals, relay));
  }

  @Override
  public WarmupConfig config() {
    return context.config();
  }

  @Override
  public RedisNode source() {
    return context.source();
  }

  @Override
  public RedisInfo sourceInfo() {
    return context.sourceInfo();
  }

  @Override
  public RedisData localData() {
    return context.localData();
  }

  @Override
  public RedisData sourceData() {
    return context.sourceData();
  }

  @Override
  public RedisData limitedSourceData() {
    return context.limitedSourceData();
  }

  @Override
  public OptionalInt connection() {
    return context.connection();
  }

  @Override
  public Peer sourcePeer() {
    return context.sourcePeer();
  }

  @Override
  public SourcePin pin() {
    return context.pin();
  }

  @Override
  public TrafficGate gate() {
    return context.gate();
  }

  @Override
  public QueueFlush queue() {
    return context.queue();
  }

  @Override
  public PeerMarkers markers() {
    return context.markers();
  }

  @Override
  public void checkSourceServes() {
    context.checkSourceServes();
  }

  @Override
  public boolean writesArrivedSince(long nanos) {
    return context.writesArrivedSince(nanos);
  }

  @Override
  public Checkpoint checkpoint() {
    return context.checkpoint();
  }

  @Override
  public LocalSettings localSettings() {
    return context.localSettings();
  }

  @Override
  public Ticker ticker() {
    return context.ticker();
  }

  @Override
  public Pause pause() {
    return context.pause();
  }

  @Override
  public Deadline budget() {
    return context.budget();
  }

  @Override
  public CancelSignal cancel() {
    return context.cancel();
  }

  @Override
  public Consumer<String> notes() {
    return context.notes();
  }

  @Override
  public Consumer<String> warnings() {
    return context.warnings();
  }
}
