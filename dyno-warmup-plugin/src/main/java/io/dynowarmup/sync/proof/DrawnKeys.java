// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

import io.dynowarmup.redis.RedisData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Draws random keys from one side and keeps those of the compared part. */
final class DrawnKeys {
  /** A part that holds fewer than one of this many keys gets a smaller sample. */
  private static final int MOST_DRAWS = 12;

  private final Optional<Predicate<byte[]>> part;
  private long drawn;
  private long counted;

  /**
   * @param part the keys that count; empty for all
   */
  DrawnKeys(Optional<Predicate<byte[]>> part) {
    this.part = part;
  }

  /** Returns about this many keys of the selected database; fewer if there are not enough. */
  List<byte[]> from(RedisData keys, int wanted) {
    if (!part.isPresent()) {
      return keys.randomKeys(wanted);
    }
    List<byte[]> found = new ArrayList<>();
    for (int i = 0; i < MOST_DRAWS && found.size() < wanted; i++) {
      List<byte[]> some = keys.randomKeys(wanted);
      drawn += some.size();
      some.stream().filter(part.get()).forEach(found::add);
      counted = found.size();
      if (some.size() < wanted) {
        break;
      }
    }
    return found;
  }

  /** Returns about how many of these keys count. */
  long share(long all) {
    return drawn == 0 ? 0 : Math.round((double) all * counted / drawn);
  }
}
