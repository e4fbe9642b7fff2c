// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.fitness.ServerFacts;
import io.dynowarmup.node.ForeignMaster;
import io.dynowarmup.redis.DiskSettings;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.ReplicaIdentity;
import io.dynowarmup.source.probe.PeerFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Probes a source before the replication begins. Changes nothing. */
public final class PinnedSourceProbe {
  private static final Logger LOG = LoggerFactory.getLogger(PinnedSourceProbe.class);

  private final RedisConnector connector;
  private final Peer source;
  private final ServerFacts facts;
  private final RedisAccess access;

  /**
   * @param source what is known of the source since it was selected; it is not asked for that again
   */
  public PinnedSourceProbe(RedisConnector connector, PeerFacts source, RedisAccess access) {
    this.connector = connector;
    this.source = source.peer();
    this.facts = source.server();
    this.access = access;
  }

  /**
   * Returns what a replication from this source would cause.
   *
   * @return sentences for the operator; empty if there is nothing to report or the source does not
   *     report it
   */
  public List<String> warnings() {
    List<String> all = new ArrayList<>();
    facts
        .refusal(ServerFacts.TRIAL)
        .map(
            why ->
                "It cannot be known beforehand whether the source permits PSYNC: "
                    + why
                    + ". Without PSYNC, the run gives the source up after stall.msec")
        .ifPresent(all::add);
    probe(
        redis -> {
          ForeignMaster.warning(source.redis().toString(), redis.clients()).ifPresent(all::add);
          dump(redis).ifPresent(all::add);
        });
    return all;
  }

  /** Returns the warnings, and also those that normally appear only during the replication. */
  public List<String> forecast(RedisNode local) {
    List<String> all = warnings();
    probe(
        redis ->
            ReplicaIdentity.of(local, redis)
                .taken(redis.info("replication").replication())
                .ifPresent(all::add));
    return all;
  }

  private void probe(Consumer<RedisNode> question) {
    try (RedisNode redis = connector.connect(source.redis(), access)) {
      question.accept(redis);
    } catch (WarmupException e) {
      LOG.debug("Cannot probe {}", source, e);
    }
  }

  /** A sync from disk leaves a dump on the source. */
  private Optional<String> dump(RedisNode redis) {
    if (!facts.setting("repl-diskless-sync").filter("no"::equals).isPresent()) {
      return Optional.empty();
    }
    DiskSettings disk = DiskSettings.of(redis, facts.info());
    if (!disk.savesNothing() || disk.deletesSyncDump()) {
      return Optional.empty();
    }
    return Optional.of(
        "The source "
            + source.redis()
            + " keeps nothing on disk, but it sends its snapshot from a file (repl-diskless-sync"
            + " no): it would load "
            + disk.dir()
            + "/"
            + disk.dumpFile()
            + " at its next start and serve old data. Set repl-diskless-sync yes or "
            + DiskSettings.DELETES_SYNC_DUMP
            + " yes there, or remove the file after the warm-up");
  }
}
