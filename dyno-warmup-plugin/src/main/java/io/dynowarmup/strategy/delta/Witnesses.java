// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.sync.KeyName;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.WritePolicy;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Fingerprints;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks the other healthy peers before a key is removed. A key that the source lacks is removed only
 * if no other peer has it. One question covers many keys and only asks whether they exist. A peer
 * that does not answer is not asked again. If no peer is left, {@link UnaskedRemovals} limits the
 * removals.
 */
final class Witnesses implements WritePolicy {
  private final List<RedisData> others;
  private final UnaskedRemovals unasked;
  private final Consumer<String> warnings;
  private final Fingerprints prints = new Fingerprints();
  private long kept;
  private String example = "";

  Witnesses(List<RedisData> others, UnaskedRemovals unasked, Consumer<String> warnings) {
    this.others = new ArrayList<>(others);
    this.unasked = unasked;
    this.warnings = warnings;
  }

  @Override
  public List<Boolean> to(
      RedisPair sides, List<byte[]> keys, List<Fingerprint> here, List<Fingerprint> there) {
    List<byte[]> going = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<Boolean> may = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      may.add(true);
      if (there.get(i).absent()) {
        going.add(keys.get(i));
        places.add(i);
      }
    }
    Iterator<RedisData> each = others.iterator();
    while (!going.isEmpty() && each.hasNext()) {
      RedisData other = each.next();
      try {
        other.select(sides.database());
        List<Boolean> present = prints.present(other, going).value();
        for (int i = 0; i < present.size(); i++) {
          if (present.get(i) && may.set(places.get(i), false)) {
            keep(sides.database(), going.get(i), other);
          }
        }
      } catch (WarmupException e) {
        warnings.accept(
            "Redis " + other.endpoint() + " is not asked for keys any more: " + e.getMessage());
        each.remove();
      }
    }
    if (others.isEmpty()) {
      for (int i = 0; i < going.size(); i++) {
        if (may.get(places.get(i)) && !here.get(places.get(i)).absent()) {
          may.set(places.get(i), unasked.may(sides.database(), going.get(i)));
        }
      }
    }
    return may;
  }

  private void keep(int database, byte[] key, RedisData other) {
    if (kept++ == 0) {
      example = KeyName.of(database, key) + " at Redis " + other.endpoint();
    }
  }

  /** Warns once about the keys that were kept. A key that two passes compare counts twice. */
  void tell(Object source) {
    if (kept > 0) {
      warnings.accept(
          "keys that "
              + source
              + " does not have were kept here, because another peer has them: about "
              + kept
              + ", such as "
              + example
              + "; the source may lack more: compare them with verify full");
      kept = 0;
    }
  }
}
