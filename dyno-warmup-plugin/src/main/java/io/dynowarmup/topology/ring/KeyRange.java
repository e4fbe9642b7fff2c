// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import io.dynowarmup.topology.hash.HashTag;
import io.dynowarmup.topology.hash.TokenHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The keys that Dynomite stores on this node, by their hash. Immutable. */
public final class KeyRange {
  /** Stands for an unknown range: every key counts as this node's. */
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
    this.own = new LinkedHashSet<>(own);
  }

  /**
   * Returns whether this node's keys can be distinguished from those of other nodes: the hash is
   * supported, and there are other nodes.
   */
  public boolean divides() {
    return computable() && !whole();
  }

  /** Returns whether the cluster's hash is supported. */
  public boolean computable() {
    return hash.supported();
  }

  /** Returns whether no other tokens of the ring are known than this node's. */
  public boolean whole() {
    return own.containsAll(ring.tokens());
  }

  /**
   * Returns whether the key belongs to this node; true if that is unknown. A key whose hashed part
   * is empty, such as <code>{}a</code>, belongs to no node: Dynomite leaves it where it entered.
   */
  public boolean holds(byte[] key) {
    if (!divides()) {
      return true;
    }
    byte[] hashed = tag.hashedPart(key);
    return hashed.length == 0 || own.contains(ring.ownerOf(hash.token(hashed)));
  }

  /**
   * Returns whether the key hashes into this range. A key whose hashed part is empty does not,
   * because Dynomite never looks for it at another node.
   */
  public boolean contains(byte[] key) {
    byte[] hashed = tag.hashedPart(key);
    return hashed.length > 0 && (whole() || own.contains(ring.ownerOf(hash.token(hashed))));
  }

  /**
   * Returns the keys of these parts of the ring, by the same hash.
   *
   * @param parts disjoint and not next to each other, at least one
   */
  public KeyRange within(List<TokenRange> parts) {
    Set<Long> tokens = new LinkedHashSet<>();
    List<Long> ends = new ArrayList<>();
    for (TokenRange part : parts) {
      tokens.add(part.after());
      tokens.add(part.upTo());
      ends.add(part.upTo());
    }
    return new KeyRange(hash, tag, new TokenRing(tokens), ends);
  }

  /** Returns the keys of one node in a ring of other tokens, by the same hash. */
  public KeyRange ofNode(TokenRing tokens, List<Long> owned) {
    return new KeyRange(hash, tag, tokens, owned);
  }

  TokenHash hash() {
    return hash;
  }

  HashTag tag() {
    return tag;
  }

  TokenRing ring() {
    return ring;
  }

  Set<Long> own() {
    return own;
  }

  /** Returns a text for messages, such as "token [100] of 3". */
  @Override
  public String toString() {
    return "token " + own + " of " + ring.size();
  }
}
