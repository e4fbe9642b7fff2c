// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.fitness.KeyRights;
import io.dynowarmup.fitness.ServerFacts;
import io.dynowarmup.fitness.ServerProbe;
import io.dynowarmup.fitness.WriteSettings;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.rule.LocalSide;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Checks whether the local Redis can be warmed: it must accept writes as a master and be able to
 * become a replica.
 */
public final class NodeFitness {
  private static final long PROBE_MILLIS = 5_000;

  private final RedisNode redis;
  private final RedisAccess own;
  private final RedisAccess peers;
  private ServerFacts facts = ServerFacts.of(RedisInfo.parse(""));
  private Optional<String> sourceObjection = Optional.empty();

  /**
   * @param own credentials for the local Redis
   * @param peers credentials with which the local Redis connects to its source
   */
  NodeFitness(RedisNode redis, RedisAccess own, RedisAccess peers) {
    this.redis = redis;
    this.own = own;
    this.peers = peers;
  }

  /**
   * Checks before anything is changed.
   *
   * @param mayCopyKeys whether the run may copy keys instead of replicating
   * @param warnings receives warnings, one sentence each
   * @throws WarmupException if the node would be of no use after any warm-up, or the requested
   *     strategy cannot work here
   */
  public void check(RedisInfo local, boolean mayCopyKeys, Consumer<String> warnings) {
    if (local.replication().isReplica()) {
      ask(local);
    } else {
      tryMaster(local);
    }
    judge(mayCopyKeys, warnings);
  }

  /** Checks as {@link #check} does, with queries only. */
  public void forecast(RedisInfo local, boolean mayCopyKeys, Consumer<String> warnings) {
    ask(local);
    judge(mayCopyKeys, warnings);
  }

  private void judge(boolean mayCopyKeys, Consumer<String> warnings) {
    Optional<String> why = cannotReplicate();
    if (why.isPresent() && !mayCopyKeys) {
      throw new WarmupException(Reason.STRATEGY_CANNOT, why.get());
    }
    why.ifPresent(warnings);
    withoutConfig().ifPresent(warnings);
  }

  /** Returns what is omitted if the local Redis does not allow CONFIG, as a sentence. */
  public Optional<String> withoutConfig() {
    boolean unknown = facts.refusal("CONFIG").isPresent();
    return cannotSet()
        .map(
            why ->
                "the settings of the local Redis stay as they are (replica-read-only, masterauth)"
                    + (unknown ? ", and are not known: " : ": ")
                    + why
                    + "; a link to the source that breaks cannot be held back, only ended"
                    + " (conf/redis.conf.md)");
  }

  /** Returns why CONFIG SET is refused; empty if it is allowed. */
  private Optional<String> cannotSet() {
    Optional<String> config = facts.refusal("CONFIG");
    return config.isPresent() ? config : facts.refusal("CONFIG SET");
  }

  /**
   * Writes and removes a reserved key, and sends SLAVEOF NO ONE, which does not change a master.
   *
   * @throws WarmupException if Redis refuses writes or runs in cluster mode
   */
  void tryMaster(RedisInfo local) {
    mode(local);
    try {
      redis.set(OwnKeys.PROBE, "1", PROBE_MILLIS);
      redis.delete(OwnKeys.PROBE);
    } catch (WarmupException e) {
      throw local(e);
    }
    facts = probe(local).localMaster();
  }

  /**
   * Checks with queries only.
   *
   * @throws WarmupException if Redis refuses writes by its settings, or runs in cluster mode
   */
  public void ask(RedisInfo local) {
    mode(local);
    ServerProbe probe = probe(local);
    facts = probe.local();
    Optional<String> refusal = probe.writeRefusal(OwnKeys.PROBE);
    if (refusal.isPresent()) {
      // A user may lack a permission; without one, the command is renamed or disabled.
      Reason reason = own.username().isPresent() ? Reason.NOPERM : Reason.REDIS_ERROR;
      throw local(new WarmupException(reason, refusal.get()));
    }
    Optional<WarmupException> problem = WriteSettings.problem(redis.endpoint().toString(), facts);
    if (problem.isPresent()) {
      throw local(problem.get());
    }
  }

  private ServerProbe probe(RedisInfo local) {
    return new ServerProbe(redis, local, own.username());
  }

  /**
   * Returns what the user at the local Redis may do with keys.
   *
   * @param sample keys of the source
   */
  public KeyRights rights(RedisInfo local, List<byte[]> sample) {
    return new KeyRights(redis, local, own.username(), sample);
  }

  private static WarmupException local(WarmupException e) {
    return new WarmupException(e.reason(), "the local Redis: " + e.getMessage(), e);
  }

  private void mode(RedisInfo local) {
    if (ServerFacts.of(local).clusterMode()) {
      throw new WarmupException(
          Reason.REDIS_ERROR,
          "the local Redis: Redis "
              + redis.endpoint()
              + " runs in cluster mode: it refuses REPLICAOF, and Dynomite cannot use it; set"
              + " cluster-enabled no");
    }
  }

  public LocalSide side(LocalSide.Ways ways) {
    return LocalSide.of(facts, ways, cannotReplicate());
  }

  /** Returns the ways in which the run may copy. */
  public static LocalSide.Ways ways(boolean auto, boolean mayCopyKeys) {
    if (auto) {
      return mayCopyKeys ? LocalSide.Ways.ANY : LocalSide.Ways.SNAPSHOT;
    }
    return mayCopyKeys ? LocalSide.Ways.KEYS : LocalSide.Ways.SNAPSHOT;
  }

  /**
   * Returns why the local Redis cannot be a replica of the source that was chosen last; empty if it
   * can.
   */
  public Optional<String> sourceObjection() {
    return sourceObjection;
  }

  public void sourceObjection(Optional<String> why) {
    sourceObjection = why;
  }

  /**
   * Returns a warning if the disk of the local Redis may be too small for a snapshot.
   *
   * @param memory bytes of memory that the source uses; -1 if unknown
   */
  public Optional<String> diskForecast(long memory) {
    return new ReceivingDisk(facts).forecast(memory);
  }

  /**
   * Returns a warning if the disk of the local Redis may be too small for its append-only file.
   *
   * @param memory bytes of memory that the source uses; -1 if unknown
   */
  public Optional<String> appendForecast(long memory) {
    return new ReceivingDisk(facts)
        .forecastAppends(memory - facts.info().getLong("used_memory", 0));
  }

  /**
   * Returns why the local Redis cannot become a replica, as a sentence; empty if it can, as far as
   * is known.
   */
  public Optional<String> cannotReplicate() {
    Optional<String> slaveOf = facts.refusal("SLAVEOF");
    if (slaveOf.isPresent()) {
      return Optional.of("the local Redis cannot become a replica: " + slaveOf.get());
    }
    Optional<String> disk = new ReceivingDisk(facts).problem();
    if (disk.isPresent()) {
      return disk;
    }
    boolean needsConfig =
        peers.password().isPresent() || peers.username().isPresent() || peers.tls();
    return needsConfig
        ? cannotSet()
            .map(
                why -> "the local Redis cannot be given the source's password (masterauth): " + why)
        : Optional.empty();
  }
}
