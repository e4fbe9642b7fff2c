// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.journal;

import io.dynowarmup.redis.stream.Counter;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** How a key of the local Redis differs from the source's at a cut. Immutable. */
public final class KeyDifference {
  /** The kinds of differences. */
  public enum Kind {
    /** Both sides have executed the same. */
    EQUAL,
    /** Both differ by amounts of numbers that commands only add to. */
    AMOUNTS,
    /** Both have executed different commands, or the same in another order. */
    UNKNOWN
  }

  static final KeyDifference EQUAL = new KeyDifference(Kind.EQUAL, Collections.emptyMap());
  static final KeyDifference UNKNOWN = new KeyDifference(Kind.UNKNOWN, Collections.emptyMap());

  private final Kind kind;
  private final Map<Counter, Long> missing;

  private KeyDifference(Kind kind, Map<Counter, Long> missing) {
    this.kind = kind;
    this.missing = Collections.unmodifiableMap(missing);
  }

  /** Compares the states of a key at the same moment. */
  static KeyDifference of(KeyState source, KeyState local) {
    if (source.digest() != local.digest()
        || !source.sums().keySet().containsAll(local.sums().keySet())) {
      return UNKNOWN;
    }
    Map<Counter, Long> missing = new TreeMap<>();
    for (Map.Entry<Counter, Long> sum : source.sums().entrySet()) {
      Long here = local.sums().get(sum.getKey());
      long more = sum.getValue() - (here == null ? 0 : here);
      boolean overflows = here != null && ((sum.getValue() ^ here) & (sum.getValue() ^ more)) < 0;
      // A number without a sum may not exist here, although the amounts are equal.
      if (overflows || more == Long.MIN_VALUE || here == null && more == 0) {
        return UNKNOWN;
      }
      if (more != 0) {
        missing.put(sum.getKey(), more);
      }
    }
    return missing.isEmpty() ? EQUAL : new KeyDifference(Kind.AMOUNTS, missing);
  }

  public Kind kind() {
    return kind;
  }

  /** Returns what has to be added here; negative for what was applied twice. */
  public Map<Counter, Long> missing() {
    return missing;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyDifference
        && kind == ((KeyDifference) other).kind
        && missing.equals(((KeyDifference) other).missing);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + missing.hashCode();
  }

  @Override
  public String toString() {
    return kind == Kind.AMOUNTS ? missing.toString() : kind.name();
  }
}
