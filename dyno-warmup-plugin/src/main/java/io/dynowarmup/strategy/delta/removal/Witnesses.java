// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta.removal;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.sync.Mismatch;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.WritePolicy;
import io.dynowarmup.sync.digest.Fingerprints;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks the other healthy peers before a key is removed. A key that the source lacks is removed only
 * if no other peer has it. One command checks many keys, and only for existence. A peer that does
 * not answer is not asked again. If no peer is left, or none of them has a copy of its own, {@link
 * UnaskedRemovals} limits the removals.
 */
public final class Witnesses implements WritePolicy {
  private final List<RedisData> others;
  private final UnaskedRemovals unasked;
  private final Consumer<String> warnings;
  private final Fingerprints prints = new Fingerprints();
  private final KeptKeys kept = new KeptKeys();

  public Witnesses(List<RedisData> others, UnaskedRemovals unasked, Consumer<String> warnings) {
    this.others = new ArrayList<>(others);
    this.unasked = unasked;
    this.warnings = warnings;
  }

  @Override
  public List<Mismatch> allowed(RedisPair sides, List<Mismatch> mismatches) {
    List<Mismatch> allowed = new ArrayList<>(mismatches);
    List<Mismatch> going = new ArrayList<>(mismatches);
    going.removeIf(mismatch -> !mismatch.there().absent());
    Iterator<RedisData> each = others.iterator();
    while (!going.isEmpty() && each.hasNext()) {
      RedisData other = each.next();
      try {
        List<Mismatch> held = heldBy(other, sides.database(), going);
        going.removeAll(held);
        allowed.removeAll(held);
      } catch (WarmupException e) {
        warnings.accept(
            "Redis "
                + other.endpoint()
                + " is no longer asked for missing keys: "
                + e.getMessage());
        each.remove();
      }
    }
    if (others.isEmpty() || unasked.onlyCopy()) {
      allowed.removeIf(
          mismatch ->
              mismatch.there().absent()
                  && !mismatch.here().absent()
                  && !unasked.may(mismatch.database(), mismatch.key()));
    }
    return allowed;
  }

  private List<Mismatch> heldBy(RedisData other, int database, List<Mismatch> going) {
    List<byte[]> keys = new ArrayList<>();
    going.forEach(mismatch -> keys.add(mismatch.key()));
    other.select(database);
    List<Boolean> present = prints.present(other, keys).value();
    List<Mismatch> held = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (present.get(i)) {
        held.add(going.get(i));
        kept.add(database, keys.get(i), " at Redis " + other.endpoint());
      }
    }
    return held;
  }

  /** Warns once about the keys that were kept. */
  public void tell(Object source) {
    if (kept.any()) {
      warnings.accept(
          kept.text(source)
              + ", were kept because another peer has them; the source may lack more: compare both"
              + " with verify full");
      kept.clear();
    }
  }
}
