// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.chunk;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.chunk.load.ChunkScope;
import io.dynowarmup.chunk.load.LoadPlan;
import io.dynowarmup.chunk.load.StoredManifests;
import io.dynowarmup.chunk.store.AbortableStore;
import io.dynowarmup.chunk.store.CallLimit;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.unit.Units;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out whether the dumps in a store contain all keys of a node, and are young enough. */
public final class YoungDump {
  private static final Logger LOG = LoggerFactory.getLogger(YoungDump.class);

  private final EngineHost host;
  private final WarmupConfig config;
  private final Topology topology;
  private final CancelSignal cancel;
  private final CallLimit limit;

  /**
   * @param cancel ends the requests to the store; no dump is found then
   */
  public YoungDump(EngineHost host, WarmupConfig config, Topology topology, CancelSignal cancel) {
    this(host, config, topology, cancel, CallLimit.of(host.ticker(), config.stallMillis()));
  }

  private YoungDump(
      EngineHost host,
      WarmupConfig config,
      Topology topology,
      CancelSignal cancel,
      CallLimit limit) {
    this.host = host;
    this.config = config;
    this.topology = topology;
    this.cancel = cancel;
    this.limit = limit;
  }

  /** Returns a copy whose requests end at this deadline; no dump is found then. */
  public YoungDump until(Deadline end) {
    return new YoungDump(host, config, topology, cancel, limit.until(end));
  }

  /** Returns the age of the dumps as a part of a sentence; empty if they do not suit. */
  public Optional<String> found() {
    Optional<String> uri = config.chunks().store();
    if (!uri.isPresent()) {
      return Optional.empty();
    }
    try (ChunkStore store =
        new AbortableStore(
            new ChunkStores(host.ticker(), host.pause()).store(uri.get()), cancel, limit)) {
      return found(store);
    } catch (WarmupException e) {
      LOG.warn("The dumps in {} are not used: {}", uri.get(), e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<String> found(ChunkStore store) {
    ChunkScope scope = ChunkNode.scope(config, topology);
    LoadPlan plan =
        LoadPlan.of(
            new StoredManifests(store).newestFirst(YoungDump::skipped), scope, YoungDump::skipped);
    if (plan.parts().isEmpty() || !plan.missing().isEmpty()) {
      return Optional.empty();
    }
    long age = host.ticker().epochMillis() - plan.oldestMillis().orElse(0);
    return age <= TimeUnit.SECONDS.toMillis(config.chunks().maxAgeSeconds())
        ? Optional.of("the dump in " + store + " is " + Units.time(Math.max(0, age)) + " old")
        : Optional.empty();
  }

  private static void skipped(String why) {
    LOG.debug("A dump is not considered: {}", why);
  }
}
