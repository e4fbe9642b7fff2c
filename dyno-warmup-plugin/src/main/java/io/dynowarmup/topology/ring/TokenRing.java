// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import java.util.Collection;
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

  Set<Long> tokens() {
    return tokens;
  }

  /** Returns the number of tokens of the rack. */
  public int size() {
    return tokens.size();
  }

  @Override
  public String toString() {
    return tokens.toString();
  }
}
