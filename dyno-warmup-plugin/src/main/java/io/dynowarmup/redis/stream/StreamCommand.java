// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.stream;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * One command of a replication stream. Long words are cut, so that a command takes little memory;
 * the digest covers all bytes. Immutable.
 */
public final class StreamCommand {
  private final long firstOffset;
  private final long lastOffset;
  private final List<byte[]> words;
  private final boolean complete;
  private final long digest;
  private final String name;

  /**
   * Creates a command.
   *
   * @param firstOffset replication offset of its first byte
   * @param lastOffset replication offset of its last byte
   * @param words its name and arguments; a long argument is cut
   * @param complete false if the last words were left out
   * @param digest digest of all bytes of the command
   */
  public StreamCommand(
      long firstOffset, long lastOffset, List<byte[]> words, boolean complete, long digest) {
    this.firstOffset = firstOffset;
    this.lastOffset = lastOffset;
    this.words = Collections.unmodifiableList(words);
    this.complete = complete;
    this.digest = digest;
    this.name =
        words.isEmpty()
            ? ""
            : new String(words.get(0), StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
  }

  public long firstOffset() {
    return firstOffset;
  }

  public long lastOffset() {
    return lastOffset;
  }

  /** Returns the name in upper case. */
  public String name() {
    return name;
  }

  /** Returns the number of words, with the name. */
  public int size() {
    return words.size();
  }

  /** Returns a word; 0 is the name. A long word is cut to {@link StreamParser#MOST_KEPT}. */
  public byte[] word(int i) {
    return words.get(i);
  }

  /** Returns a word as text, one character for each byte. */
  public String text(int i) {
    return new String(words.get(i), StandardCharsets.ISO_8859_1);
  }

  /** Returns whether all words are here; {@linkplain #cut some} may be cut. */
  public boolean complete() {
    return complete;
  }

  /** Returns whether a word is cut, or may be. */
  public boolean cut(int i) {
    return words.get(i).length >= StreamParser.MOST_KEPT;
  }

  /** Returns a digest of the whole command, also of what was cut. */
  public long digest() {
    return digest;
  }

  @Override
  public String toString() {
    return name + " at " + firstOffset + ".." + lastOffset;
  }
}
