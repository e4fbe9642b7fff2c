// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.redis.info.KeyShare;
import io.dynowarmup.source.probe.ClockOffset;
import io.dynowarmup.spi.Suitability;
import io.dynowarmup.unit.Units;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The strategy {@code auto}, as far as it is decided without a question to the source. It selects a
 * strategy that keeps the node's data if there is data to keep. Otherwise it selects the strategy
 * that copies everything. Pure functions.
 */
final class AutoRules {
  private static final String SPARED = "to spare the source a full sync: ";

  private AutoRules() {}

  /**
   * Returns whether a strategy that keeps the node's data suits, by the first rule that applies;
   * empty if only a comparison with the source can decide.
   */
  static Optional<Suitability> choose(SourceFacts f) {
    Stream<Function<SourceFacts, Optional<Suitability>>> rules =
        Stream.of(
            AutoRules::noReplication,
            AutoRules::cannotKeep,
            AutoRules::remainingTimes,
            AutoRules::harm,
            AutoRules::everything,
            AutoRules::lacksKeys,
            AutoRules::snapshotDoubt,
            AutoRules::resumed);
    return rules.map(rule -> rule.apply(f)).filter(Optional::isPresent).findFirst().flatMap(s -> s);
  }

  private static Optional<Suitability> noReplication(SourceFacts f) {
    return f.noReplication.map(why -> Suitability.yes("no replication: " + why));
  }

  private static Optional<Suitability> cannotKeep(SourceFacts f) {
    return f.cannotKeep.map(Suitability::no);
  }

  /**
   * A strategy that copies key by key copies remaining times to live. Other strategies copy
   * absolute expiry times of the source's clock.
   */
  private static Optional<Suitability> remainingTimes(SourceFacts f) {
    return f.source
        .facts()
        .evidence()
        .offset()
        .filter(ClockOffset::apart)
        .filter(o -> !f.isReplica() && f.strategies.canKeep())
        .map(
            o ->
                Suitability.yes(
                    "the source's clock is "
                        + o
                        + ", and replication would copy its expiry times unchanged"));
  }

  /**
   * A node that holds data spares its source a sync that could make the source refuse all writes,
   * however little that data is. A comparison only reads from the source.
   */
  private static Optional<Suitability> harm(SourceFacts f) {
    return f.holdsData() && !f.nothingToLose && f.strategies.canKeep()
        ? f.source.harm().map(why -> Suitability.yes(SPARED + why))
        : Optional.empty();
  }

  private static Optional<Suitability> everything(SourceFacts f) {
    long here = f.local.keys();
    long there = f.source.facts().keys();
    if (f.isReplica()) {
      return Optional.of(Suitability.no(SourceDecision.REPLICA));
    }
    if (here == 0) {
      return Optional.of(Suitability.no("the node is empty"));
    }
    if (!f.strategies.canKeep()) {
      return Optional.of(Suitability.no("no strategy is installed that keeps what the node holds"));
    }
    if (f.nothingToLose) {
      return Optional.of(Suitability.no("replication had already begun"));
    }
    boolean halves = KeyShare.isLessThanHalf(here, there) || KeyShare.isLessThanHalf(there, here);
    return halves && !f.lacksKeys.isPresent()
        ? Optional.of(
            Suitability.no("the node holds " + Units.keys(here) + ", the source " + there))
        : Optional.empty();
  }

  /** A replication would drop keys that may exist nowhere else. */
  private static Optional<Suitability> lacksKeys(SourceFacts f) {
    return f.lacksKeys.map(Suitability::yes);
  }

  private static Optional<Suitability> snapshotDoubt(SourceFacts f) {
    return f.source.snapshotDoubt().map(why -> Suitability.yes(SPARED + why));
  }

  private static Optional<Suitability> resumed(SourceFacts f) {
    return f.resumed
        ? Optional.of(Suitability.yes("resuming the comparison of the last run"))
        : Optional.empty();
  }
}
