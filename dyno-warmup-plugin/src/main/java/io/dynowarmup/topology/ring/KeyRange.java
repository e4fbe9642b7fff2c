// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The keys that Dynomite keeps on this node, by their hash. Immutable. */
public final class KeyRange {
  /** Every key belongs here, as far as anyone knows. */
  public static final KeyRange UNKNOWN =
      new KeyRange(
          TokenHash.MURMUR,
          HashTag.NONE,
          new TokenRing(Collections.singleton(0L)),
          Collections.singletonList(0L));

  private final TokenHash hash;
  private final HashTag tag;
  private final TokenRing ring;
  private final Set<Long> own;

  public KeyRange(TokenHash hash, HashTag tag, TokenRing ring, List<Long> own) {
    this.hash = hash;
    this.tag = tag;
    this.ring = ring;
    this.own = new HashSet<>(own);
  }

  /**
   * Whether a key can be told from another node's: the hash is known, and there are other nodes.
   */
  public boolean divides() {
    return hash.supported() && !whole();
  }

  /** Whether this node's tokens are all that are known of the ring. */
  public boolean whole() {
    return own.containsAll(ring.tokens());
  }

  /** Whether the key belongs here; true where that cannot be told. */
  public boolean holds(byte[] key) {
    return !divides() || own.contains(ring.ownerOf(hash.token(tag.hashedPart(key))));
  }

  /** For a message, such as "token [100] of 3". */
  @Override
  public String toString() {
    return "token " + own + " of " + ring.size();
  }
}
