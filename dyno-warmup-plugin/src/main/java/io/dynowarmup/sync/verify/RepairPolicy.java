// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.redis.RedisData;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.WritePolicy;
import io.dynowarmup.sync.digest.Digests;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Fingerprints;
import io.dynowarmup.sync.digest.KeyState;
import io.dynowarmup.sync.digest.Throttle.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Allows a key to be changed to the first peer's value only if every other peer holds the same
 * value. Allows a removal only if the settings permit it.
 */
final class RepairPolicy implements WritePolicy {
  static final String NO_MAJORITY = "no majority: each node holds something else";
  static final String NO_DELETES =
      "only this node has it; verify.repair.deletes=true would remove it";

  private final List<RedisData> others;
  private final boolean deletes;
  private final RepairLog outcomes;
  private final Fingerprints prints = new Fingerprints();
  private final Digests digests = new Digests();

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

  @Override
  public List<Boolean> to(
      RedisPair sides, List<byte[]> keys, List<Fingerprint> here, List<Fingerprint> there)
      throws InterruptedException {
    List<String> against = new ArrayList<>(Collections.nCopies(keys.size(), ""));
    for (RedisData other : others) {
      ask(other, sides, keys, here, there, against);
    }
    List<Boolean> may = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      String why = against.get(i);
      if (why.isEmpty() && there.get(i).absent() && !deletes) {
        why = NO_DELETES;
      }
      if (!why.isEmpty()) {
        outcomes.say(sides.database(), keys.get(i), why);
      }
      may.add(why.isEmpty());
    }
    return may;
  }

  private void ask(
      RedisData other,
      RedisPair sides,
      List<byte[]> keys,
      List<Fingerprint> here,
      List<Fingerprint> there,
      List<String> against)
      throws InterruptedException {
    other.select(sides.database());
    List<Fingerprint> theirs =
        sides.throttle().timed(Work.DIGEST, () -> prints.of(other, keys), List::size);
    for (int i = 0; i < keys.size(); i++) {
      byte[] key = keys.get(i);
      KeyState large = KeyState.ABSENT;
      boolean inPieces = theirs.get(i).large();
      if (inPieces) {
        large = digests.of(other, Collections.singletonList(key)).get(0);
      }
      if (inPieces
          ? there.get(i).large() && large.same(sides.stateThere(key))
          : theirs.get(i).same(there.get(i))) {
        continue;
      }
      boolean asHere =
          inPieces
              ? here.get(i).large() && large.same(sides.stateHere(key))
              : theirs.get(i).same(here.get(i));
      against.set(i, asHere ? agrees(other) : NO_MAJORITY);
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
