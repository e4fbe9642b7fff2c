// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.journal;

import io.dynowarmup.redis.stream.Counter;
import io.dynowarmup.redis.stream.Digest;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has happened to one key since the journal began: a digest of the commands whose order
 * matters, and the sums of what was added since the last of them. Two keys that were equal at the
 * beginning and have the same state are equal. Two with the same digest differ by the difference of
 * their sums. Immutable.
 */
final class KeyState {
  /** The state of a key that no command has changed. */
  static final KeyState UNTOUCHED = new KeyState(Digest.EMPTY, Collections.emptyMap());

  private static final KeyState REMOVED =
      new KeyState(Digest.mix(Digest.EMPTY, 1), Collections.emptyMap());

  private final long digest;
  private final Map<Counter, Long> sums;

  private KeyState(long digest, Map<Counter, Long> sums) {
    this.digest = digest;
    this.sums = sums;
  }

  static KeyState removed() {
    return REMOVED;
  }

  /** Returns the state after a command that replaces the value, whatever it was. */
  static KeyState overwritten(long command) {
    return new KeyState(Digest.mix(Digest.EMPTY, command), Collections.emptyMap());
  }

  /**
   * Returns the state after a command that depends on several values.
   *
   * @param before digest of the states of all keys of the command, see {@link #whole}
   * @param position position of the key among them
   */
  static KeyState changed(long before, long command, int position) {
    long after = Digest.mix(Digest.mix(before, command), position);
    return new KeyState(after, Collections.emptyMap());
  }

  /** Returns the state after an addition. A sum that overflows becomes part of the digest. */
  KeyState added(Counter counter, long amount) {
    long before = sums.getOrDefault(counter, 0L);
    long after = before + amount;
    boolean overflows = ((before ^ after) & (amount ^ after)) < 0;
    if (overflows) {
      return changed(whole(), amount, 0);
    }
    if (sums.isEmpty() || sums.size() == 1 && sums.containsKey(counter)) {
      return new KeyState(digest, Collections.singletonMap(counter, after));
    }
    Map<Counter, Long> all = new TreeMap<>(sums);
    all.put(counter, after);
    return new KeyState(digest, all);
  }

  /** Returns the digest of the commands whose order matters. */
  long digest() {
    return digest;
  }

  /** Returns the sums of what was added since. */
  Map<Counter, Long> sums() {
    return sums;
  }

  /** Returns one digest of everything. */
  long whole() {
    long all = digest;
    for (Map.Entry<Counter, Long> sum : new TreeMap<>(sums).entrySet()) {
      all = Digest.mix(all, sum.getKey().kind().ordinal());
      all = Digest.mix(all, Digest.add(Digest.EMPTY, sum.getKey().field()));
      all = Digest.mix(all, sum.getValue());
    }
    return all;
  }
}
