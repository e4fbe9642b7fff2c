// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.redis.RedisData;
import io.dynowarmup.sync.Mismatch;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.WritePolicy;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Fingerprints;
import io.dynowarmup.sync.digest.LargeKeys;
import io.dynowarmup.sync.digest.Throttle.Work;
import io.dynowarmup.time.RepeatedCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Allows a key to be changed to the first peer's value only if every other peer holds the same
 * value. Allows a removal only if the settings permit it.
 */
final class RepairPolicy implements WritePolicy {
  static final String NO_MAJORITY = "no majority: all nodes hold different values";
  static final String NO_DELETES =
      "only this node has it (verify.repair.deletes=true removes such keys)";

  private final List<RedisData> others;
  private final boolean deletes;
  private final RepairLog outcomes;
  private Optional<RepeatedCheck> serving = Optional.empty();
  private Optional<String> whyKept = Optional.empty();
  private final Fingerprints prints = new Fingerprints();
  private final LargeKeys largeKeys = new LargeKeys();

  /**
   * Creates a policy.
   *
   * @param others all peers except the first
   */
  RepairPolicy(List<RedisData> others, boolean deletes, RepairLog outcomes) {
    this.others = others;
    this.deletes = deletes;
    this.outcomes = outcomes;
  }

  /**
   * @param check throws if a peer no longer gets the cluster's writes
   */
  RepairPolicy checking(RepeatedCheck check) {
    serving = Optional.of(check);
    return this;
  }

  /**
   * @param why why no key may be removed although the settings permit it; empty if keys may be
   */
  RepairPolicy keepingAll(Optional<String> why) {
    whyKept = why;
    return this;
  }

  @Override
  public List<Mismatch> allowed(RedisPair sides, List<Mismatch> mismatches)
      throws InterruptedException {
    if (mismatches.stream().anyMatch(m -> !m.here().absent())) {
      serving.ifPresent(RepeatedCheck::make);
    }
    Map<Mismatch, String> against = new HashMap<>();
    for (RedisData other : others) {
      ask(other, sides, mismatches, against);
    }
    List<Mismatch> allowed = new ArrayList<>();
    for (Mismatch mismatch : mismatches) {
      if (!deletes && mismatch.there().absent()) {
        against.putIfAbsent(mismatch, NO_DELETES);
      } else if (whyKept.isPresent() && mismatch.there().absent()) {
        against.putIfAbsent(mismatch, whyKept.get());
      }
      if (against.containsKey(mismatch)) {
        outcomes.say(mismatch.database(), mismatch.key(), against.get(mismatch));
      } else {
        allowed.add(mismatch);
      }
    }
    return allowed;
  }

  private void ask(
      RedisData other, RedisPair sides, List<Mismatch> mismatches, Map<Mismatch, String> against)
      throws InterruptedException {
    List<byte[]> keys = new ArrayList<>();
    mismatches.forEach(mismatch -> keys.add(mismatch.key()));
    other.select(sides.database());
    List<Fingerprint> theirs =
        sides.throttle().timed(Work.DIGEST, () -> prints.of(other, keys), List::size);
    for (int i = 0; i < keys.size(); i++) {
      byte[] key = keys.get(i);
      Mismatch mismatch = mismatches.get(i);
      Fingerprint here = mismatch.here();
      Fingerprint there = mismatch.there();
      Fingerprint print = theirs.get(i);
      // A key may be large on one side only; then it is compared in chunks too.
      boolean asThere =
          print.eitherLarge(there)
              ? largeKeys.print(other, key).same(sides.chunkedThere(key))
              : print.same(there);
      if (!asThere) {
        boolean asHere =
            print.eitherLarge(here)
                ? largeKeys.print(other, key).same(sides.chunkedHere(key))
                : print.same(here);
        against.put(mismatch, asHere ? agrees(other) : NO_MAJORITY);
      }
    }
  }

  private static String agrees(RedisData other) {
    return "Redis " + other.endpoint() + " holds what this node holds";
  }

  @Override
  public void done(int database, byte[] key) {
    outcomes.say(database, key, RepairLog.REPAIRED);
  }
}
