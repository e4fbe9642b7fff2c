// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import io.dynowarmup.topology.hash.HashTag;
import io.dynowarmup.topology.hash.TokenHash;
import java.util.OptionalLong;

/** The hash by which a cluster divides its keys. Immutable. */
public final class KeyHash {
  private final TokenHash hash;
  private final HashTag tag;

  /**
   * Creates a hash.
   *
   * @param hash a hash that is supported
   */
  public KeyHash(TokenHash hash, HashTag tag) {
    this.hash = hash;
    this.tag = tag;
  }

  /**
   * Returns the hash of a key, 0 to 4294967295; empty if its hashed part is empty. Such a key
   * belongs to no node.
   */
  public OptionalLong of(byte[] key) {
    byte[] hashed = tag.hashedPart(key);
    return hashed.length == 0 ? OptionalLong.empty() : OptionalLong.of(hash.token(hashed));
  }

  /** Returns the name in dynomite.yml. */
  public String name() {
    return hash.configName();
  }

  /** Returns the two characters of the hash tag, or the empty text. */
  public String tag() {
    return tag.toString();
  }
}
