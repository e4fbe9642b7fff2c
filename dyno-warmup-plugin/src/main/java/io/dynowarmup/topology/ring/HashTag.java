// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * {@code hash_tag:} of dynomite.yml: two characters; only what stands between the first of them and
 * the next of the other is hashed. A key without such a pair is hashed as a whole.
 */
public final class HashTag {
  public static final HashTag NONE = new HashTag("");
  private final String chars;

  private HashTag(String chars) {
    this.chars = chars;
  }

  /**
   * @param text two ASCII characters, or empty for none
   * @throws IllegalArgumentException otherwise
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

  /** The part of the key that Dynomite hashes; empty for a key such as <code>{}a</code>. */
  byte[] hashedPart(String text) {
    return hashedPart(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same of a key as Redis tells it. */
  byte[] hashedPart(byte[] key) {
    if (isPresent()) {
      int open = indexOf(key, chars.charAt(0), 0);
      int close = open < 0 ? -1 : indexOf(key, chars.charAt(1), open + 1);
      if (close >= 0) {
        return Arrays.copyOfRange(key, open + 1, close);
      }
    }
    return key;
  }

  /** The text with the tag's characters replaced, so that nothing in it is taken for a tag. */
  String neutralize(String text) {
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

  /** The two characters, or the empty string. */
  @Override
  public String toString() {
    return chars;
  }
}
