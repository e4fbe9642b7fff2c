// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tokens of one rack. A hash belongs to the smallest token that is not smaller than the hash. A
 * hash above the largest token belongs to the smallest token.
 */
public final class TokenRing {
  private final TreeSet<Long> tokens;

  /**
   * Creates a ring.
   *
   * @param tokens at least one, each 0 to 4294967295
   */
  public TokenRing(Collection<Long> tokens) {
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("a ring without a token");
    }
    this.tokens = new TreeSet<>(tokens);
  }

  /** Returns the token that the hash belongs to. */
  public long ownerOf(long hash) {
    Long owner = tokens.ceiling(hash);
    return owner == null ? tokens.first() : owner;
  }

  /**
   * Returns the token before this one, at which its range of hashes begins; the token itself if it
   * is the only one.
   */
  public long before(long token) {
    Long lower = tokens.lower(token);
    return lower == null ? tokens.last() : lower;
  }

  /** Returns the first token above this hash, or the smallest one if there is none. */
  long next(long hash) {
    Long higher = tokens.higher(hash);
    return higher == null ? tokens.first() : higher;
  }

  /**
   * Returns the ranges of hashes that belong to these tokens; ranges that follow each other are
   * joined.
   *
   * @param own tokens of this ring
   */
  public List<TokenRange> ranges(Collection<Long> own) {
    List<TokenRange> ranges = new ArrayList<>();
    for (long token : new TreeSet<>(own)) {
      ranges.add(new TokenRange(before(token), token));
    }
    return TokenRange.joined(ranges);
  }

  public Set<Long> tokens() {
    return tokens;
  }

  /** Returns the number of tokens of the rack. */
  public int size() {
    return tokens.size();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof TokenRing && ((TokenRing) o).tokens.equals(tokens);
  }

  @Override
  public int hashCode() {
    return tokens.hashCode();
  }

  @Override
  public String toString() {
    return tokens.toString();
  }
}
