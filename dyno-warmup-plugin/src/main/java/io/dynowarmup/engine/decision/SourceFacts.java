// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.SourceLimits;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.engine.shares.SourceShare;
import io.dynowarmup.redis.info.KeyShare;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.rule.Availability;
import io.dynowarmup.source.rule.Fitness;
import io.dynowarmup.source.rule.LocalSide;
import io.dynowarmup.spi.Suitability;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.unit.Units;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Holds what is known of the node and of the source that was ranked first. */
public final class SourceFacts {
  final Candidate source;
  final RedisInfo local;
  final StrategySelector strategies;
  final WarmupStrategy configured;
  final boolean auto;
  private final boolean force;
  private final boolean keepingData;
  private final SourceLimits limits;
  boolean nothingToLose;
  boolean resumed;
  Optional<String> noReplication = Optional.empty();
  Optional<String> cannotKeep = Optional.empty();
  Optional<String> onlyAdds = Optional.empty();

  /** Why keys that the source lacks must stay here; empty if they need not. */
  Optional<String> lacksKeys = Optional.empty();

  /** The part of this node's range that the source is asked for; empty if it is all of it. */
  Optional<SourceShare> share = Optional.empty();

  /** Why a node with this node's tokens has another range; empty if there is no such node. */
  Optional<String> anotherRange = Optional.empty();

  /** The strategy of the parts that have arrived; empty for the first one. */
  Optional<WarmupStrategy> begun = Optional.empty();

  /** Describes dumps that contain all keys of this node and are young; empty if there are none. */
  Supplier<Optional<String>> dump = Optional::empty;

  /** Whether the run can continue where a planned stop left the node; empty without a stop. */
  Optional<Suitability> planned = Optional.empty();

  private boolean served;
  private boolean otherToken;

  public SourceFacts(
      Candidate source,
      RedisInfo local,
      List<WarmupStrategy> strategies,
      WarmupRequest request,
      WarmupConfig config) {
    this.source = source;
    this.local = local;
    this.strategies = new StrategySelector(strategies);
    this.configured = this.strategies.of(request, config);
    this.auto = StrategySelector.isAuto(request, config);
    this.force = config.force();
    this.keepingData = request.isKeepingData();
    this.limits = config.sourceLimits();
  }

  /** Sets whether the data of the local Redis is not worth keeping. */
  public SourceFacts nothingToLose(boolean nothing) {
    nothingToLose = nothing;
    return this;
  }

  /** Sets whether the node has served since a run failed or was killed, so its keys stay. */
  public SourceFacts served(boolean since) {
    served = since;
    return this;
  }

  /** Sets whether the data of the local Redis belongs to another token. */
  public SourceFacts otherToken(boolean other) {
    otherToken = other;
    return this;
  }

  /**
   * @param why why a strategy that keeps the node's data does not work in this run; empty if it may
   */
  public SourceFacts cannotKeep(Optional<String> why) {
    cannotKeep = why;
    return this;
  }

  /**
   * Sets the part of this node's range that the source is asked for.
   *
   * @param before the strategy of the parts that have arrived; empty for the first one
   */
  public SourceFacts share(SourceShare part, Optional<WarmupStrategy> before) {
    share = Optional.of(part);
    begun = before;
    return this;
  }

  /** Sets why a node with this node's tokens has another range; empty if there is no such node. */
  public SourceFacts anotherRange(Optional<String> why) {
    anotherRange = why;
    return this;
  }

  /**
   * Sets the search for dumps.
   *
   * @param young called at most once, and only if a dump would be preferred
   */
  public SourceFacts dump(Supplier<Optional<String>> young) {
    dump = young;
    return this;
  }

  /** Sets whether the run can continue after a planned stop; empty if there was none. */
  public SourceFacts planned(Optional<Suitability> stop) {
    planned = stop;
    return this;
  }

  /** Sets what the local Redis can load. */
  public SourceFacts side(LocalSide side) {
    noReplication = Fitness.replicationObjection(source.facts(), side);
    return this;
  }

  /**
   * Sets whether the source may determine what this node holds.
   *
   * @param otherCopies whether the cluster has copies besides the source
   */
  public SourceFacts authority(SourceAuthority authority, boolean otherCopies) {
    onlyAdds = authority.union() ? authority.question() : Optional.empty();
    lacksKeys =
        authority.decides()
            ? authority.unasked(source, local.keys(), otherCopies)
            : Optional.empty();
    return this;
  }

  /** Sets whether a comparison with this source has already begun. */
  public SourceFacts resumed(boolean begun) {
    resumed = begun;
    return this;
  }

  boolean isReplica() {
    return local.replication().isReplica();
  }

  boolean holdsData() {
    return local.keys() > 0 && !isReplica();
  }

  /**
   * Returns whether a comparison suits the part of the range that the source is asked for. A copy
   * compares what is here, too, but it suits a node that holds little.
   */
  boolean holdsMuchOfShare() {
    long here = share.get().ofNode(local.keys());
    long there = share.get().ofSource(source.facts().keys());
    return holdsData() && strategies.canKeep() && !KeyShare.isLessThanHalf(here, there);
  }

  /** Returns why the source must not or may not be able to fork; empty if it may. */
  Optional<String> noFork() {
    if (!limits.mayFork()) {
      return Optional.of("source.may.fork=false");
    }
    Optional<String> memory =
        Availability.noSnapshot(source.facts(), limits.memoryPercent()).map(why -> "it " + why);
    return memory.isPresent() || !strategies.thatCopies().isPresent()
        ? memory
        : source.snapshotDoubt();
  }

  /** Returns whether the settings exclude the strategy that was configured. */
  boolean forkIsForbidden() {
    boolean forks = configured.replicates() && !configured.resumes();
    return !auto && forks && !limits.mayFork() && !isReplica();
  }

  /** Returns whether this node holds data that no run may drop. */
  boolean mustKeep() {
    boolean mayLose = force || nothingToLose || otherToken;
    return holdsData() && !mayLose && (served || keepingData);
  }

  /**
   * Returns why the configured strategy would drop keys that may exist nowhere else; empty if it
   * would not, or if no strategy keeps them.
   */
  Optional<String> replicationWouldLose() {
    boolean drops = !auto && !configured.keepsData() && holdsData() && !nothingToLose;
    boolean canKeep = strategies.canKeep() && !cannotKeep.isPresent();
    return drops && canKeep ? lacksKeys : Optional.empty();
  }

  /**
   * Returns why a strategy that copies into a master must not copy to this node, which holds keys;
   * empty if it may. It overwrites without a comparison.
   */
  Optional<String> copyWouldOverwrite() {
    boolean overwrites = !auto && !configured.keepsData() && !configured.replicates();
    return overwrites && holdsData() && strategies.canKeep()
        ? Optional.of(
            "the node holds "
                + Units.keys(local.keys())
                + ", which "
                + configured.name()
                + " would overwrite without a comparison")
        : Optional.empty();
  }

  boolean isForced() {
    return force;
  }
}
