// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.hash;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The setting {@code hash_tag:} of dynomite.yml: two characters. Dynomite hashes only the part of a
 * key between the first character and the next occurrence of the second. It hashes a key without
 * such a pair as a whole. Immutable.
 */
public final class HashTag {
  public static final HashTag NONE = new HashTag("");
  private final String chars;

  private HashTag(String chars) {
    this.chars = chars;
  }

  /**
   * Parses a hash tag.
   *
   * @param text two ASCII characters, or empty for none
   * @throws IllegalArgumentException if the text is anything else
   */
  public static HashTag of(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    if (text.length() != 2 || text.charAt(0) > 127 || text.charAt(1) > 127) {
      throw new IllegalArgumentException("'" + text + "' is not two ASCII characters such as {}");
    }
    return new HashTag(text);
  }

  public boolean isPresent() {
    return !chars.isEmpty();
  }

  /** Returns the part of the key that Dynomite hashes; empty for a key such as <code>{}a</code>. */
  byte[] hashedPart(String text) {
    return hashedPart(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the part of the key that Dynomite hashes, for a key in bytes. */
  public byte[] hashedPart(byte[] key) {
    if (isPresent()) {
      int open = indexOf(key, chars.charAt(0), 0);
      int close = open < 0 ? -1 : indexOf(key, chars.charAt(1), open + 1);
      if (close >= 0) {
        return Arrays.copyOfRange(key, open + 1, close);
      }
    }
    return key;
  }

  /** Returns the text with the tag's characters replaced, so that it contains no tag. */
  public String neutralize(String text) {
    String out = text;
    for (char c : chars.toCharArray()) {
      out = out.replace(c, chars.indexOf('_') < 0 ? '_' : chars.indexOf('.') < 0 ? '.' : '-');
    }
    return out;
  }

  private static int indexOf(byte[] bytes, char c, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == c) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof HashTag && ((HashTag) o).chars.equals(chars);
  }

  @Override
  public int hashCode() {
    return chars.hashCode();
  }

  /** Returns the two characters, or the empty string. */
  @Override
  public String toString() {
    return chars;
  }
}
