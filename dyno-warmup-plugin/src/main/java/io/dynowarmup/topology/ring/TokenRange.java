// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A part of the ring: the hashes above one token, up to and including another. It may pass
 * 4294967295 and continue at 0. If both tokens are equal, it is the whole ring. Immutable.
 */
public final class TokenRange {
  /** The number of hashes. */
  static final long RING = 1L << 32;

  private final long after;
  private final long upTo;

  /**
   * Creates a range.
   *
   * @param after the token before the first hash, 0 to 4294967295
   * @param upTo the last hash, 0 to 4294967295
   */
  TokenRange(long after, long upTo) {
    this.after = after;
    this.upTo = upTo;
  }

  /** Returns the token before the first hash. */
  public long after() {
    return after;
  }

  /** Returns the last hash. */
  public long upTo() {
    return upTo;
  }

  /** Returns the number of hashes, 1 to 4294967296. */
  public long size() {
    return distance(after, upTo);
  }

  public boolean holds(long hash) {
    return distance(after, hash) <= size();
  }

  /** Returns whether a hash can be in both ranges. */
  public boolean overlaps(TokenRange other) {
    return holds(other.upTo) || other.holds(upTo);
  }

  /** Returns how many steps lead from one hash up to another, 1 to 4294967296. */
  static long distance(long from, long to) {
    return from == to ? RING : (to - from) & (RING - 1);
  }

  /** Returns the number of hashes in disjoint ranges. */
  public static long size(List<TokenRange> ranges) {
    return ranges.stream().mapToLong(TokenRange::size).sum();
  }

  /** Returns disjoint ranges in the order of the ring; those that follow each other are joined. */
  public static List<TokenRange> inOrder(List<TokenRange> ranges) {
    List<TokenRange> sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.comparingLong(TokenRange::upTo));
    return joined(sorted);
  }

  /** Joins ranges that follow each other. */
  static List<TokenRange> joined(List<TokenRange> ranges) {
    List<TokenRange> joined = new ArrayList<>();
    for (TokenRange next : ranges) {
      int last = joined.size() - 1;
      if (last >= 0 && joined.get(last).upTo == next.after) {
        joined.set(last, new TokenRange(joined.get(last).after, next.upTo));
      } else {
        joined.add(next);
      }
    }
    int last = joined.size() - 1;
    if (last > 0 && joined.get(last).upTo == joined.get(0).after) {
      joined.set(0, new TokenRange(joined.get(last).after, joined.get(0).upTo));
      joined.remove(last);
    }
    return joined;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof TokenRange
        && ((TokenRange) o).after == after
        && ((TokenRange) o).upTo == upTo;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * after + upTo);
  }

  /** Returns a text such as "(100, 2000]", as Cassandra writes a range of tokens. */
  @Override
  public String toString() {
    return "(" + after + ", " + upTo + "]";
  }
}
