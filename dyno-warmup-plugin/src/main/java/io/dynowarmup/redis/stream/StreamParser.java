// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.stream;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Parses the commands of a replication stream as their bytes arrive. A command is a RESP list of
 * strings. Memory is bounded whatever arrives: long words are cut, and words beyond {@link
 * #MOST_BYTES} are left out. Used by one thread.
 */
public final class StreamParser {
  /** The most bytes of a word that are kept. A longer word may be a value, but hardly a key. */
  public static final int MOST_KEPT = 1024;

  /** The most bytes of one command that are kept, with {@link #WORD_COST} for each word. */
  static final int MOST_BYTES = 4 * 1024 * 1024;

  /** What one word takes beside its bytes. */
  static final int WORD_COST = 32;

  private static final int MOST_WORDS = 1024 * 1024 * 1024;
  private static final long MOST_LENGTH = 512L * 1024 * 1024;
  private static final int MOST_DIGITS = 18;

  private enum Part {
    BEGIN,
    WORDS,
    DOLLAR,
    LENGTH,
    WORD,
    CR,
    LF
  }

  private Part part = Part.BEGIN;
  private long offset;
  private long firstOffset;
  private long number;
  private int digits;
  private boolean lineEnds;
  private long wordsLeft;
  private long bytesLeft;
  private byte[] word;
  private int kept;
  private List<byte[]> words = new ArrayList<>();
  private long cost;
  private boolean complete;
  private long digest;

  private byte[] input = new byte[0];
  private int at;
  private int end;

  /**
   * Creates a parser.
   *
   * @param offset replication offset of the byte before the first one
   */
  public StreamParser(long offset) {
    this.offset = offset;
  }

  /**
   * Adds bytes. The parser reads the array until {@link #next} returns nothing.
   *
   * @throws IllegalStateException if earlier bytes are left
   */
  public void add(byte[] bytes, int length) {
    if (at < end) {
      throw new IllegalStateException("earlier bytes are left");
    }
    input = bytes;
    at = 0;
    end = length;
  }

  /** Returns the replication offset of the last byte that was parsed. */
  public long offset() {
    return offset;
  }

  /** Returns the replication offset of the last byte that was added. */
  public long addedOffset() {
    return offset + end - at;
  }

  /** Returns whether no command is half parsed. */
  public boolean between() {
    return part == Part.BEGIN;
  }

  /**
   * Returns the next command; empty if more bytes are needed.
   *
   * @throws WarmupException REDIS_ERROR if this is not a replication stream
   */
  public Optional<StreamCommand> next() {
    while (at < end) {
      if (part == Part.WORD) {
        skipWord();
        continue;
      }
      byte b = input[at++];
      offset++;
      if (read(b)) {
        return Optional.of(command());
      }
    }
    return Optional.empty();
  }

  /** Reads one byte; returns whether it ends a command. */
  private boolean read(byte b) {
    digest = Digest.add(digest, b);
    switch (part) {
      case BEGIN:
        if (b == '\n') {
          // A master that is busy sends empty lines to keep the link up.
          return false;
        }
        expect(b == '*', b);
        begin();
        return false;
      case WORDS:
        if (line(b)) {
          expect(number > 0 && number <= MOST_WORDS, b);
          wordsLeft = number;
          part = Part.DOLLAR;
        }
        return false;
      case DOLLAR:
        expect(b == '$', b);
        startLine(Part.LENGTH);
        return false;
      case LENGTH:
        if (line(b)) {
          expect(number <= MOST_LENGTH, b);
          beginWord();
        }
        return false;
      case CR:
        expect(b == '\r', b);
        part = Part.LF;
        return false;
      default:
        expect(b == '\n', b);
        return endWord();
    }
  }

  private void begin() {
    firstOffset = offset;
    digest = Digest.add(Digest.EMPTY, (byte) '*');
    words = new ArrayList<>();
    cost = 0;
    complete = true;
    startLine(Part.WORDS);
  }

  private void startLine(Part line) {
    part = line;
    number = 0;
    digits = 0;
    lineEnds = false;
  }

  /** Reads a number and the end of its line; returns whether the line has ended. */
  private boolean line(byte b) {
    if (lineEnds) {
      expect(b == '\n', b);
      return true;
    }
    if (b == '\r') {
      expect(digits > 0, b);
      lineEnds = true;
      return false;
    }
    expect(b >= '0' && b <= '9' && ++digits <= MOST_DIGITS, b);
    number = number * 10 + (b - '0');
    return false;
  }

  private void beginWord() {
    bytesLeft = number;
    int size = (int) Math.min(number, MOST_KEPT);
    cost += size + WORD_COST;
    word = cost <= MOST_BYTES ? new byte[size] : null;
    complete &= word != null;
    kept = 0;
    part = number == 0 ? Part.CR : Part.WORD;
  }

  private void skipWord() {
    int n = (int) Math.min(bytesLeft, end - at);
    for (int i = at; i < at + n; i++) {
      digest = Digest.add(digest, input[i]);
    }
    if (word != null) {
      int copied = Math.min(n, word.length - kept);
      System.arraycopy(input, at, word, kept, copied);
      kept += copied;
    }
    at += n;
    offset += n;
    bytesLeft -= n;
    part = bytesLeft == 0 ? Part.CR : Part.WORD;
  }

  private boolean endWord() {
    if (word != null) {
      words.add(word);
    }
    part = --wordsLeft == 0 ? Part.BEGIN : Part.DOLLAR;
    return wordsLeft == 0;
  }

  private StreamCommand command() {
    return new StreamCommand(firstOffset, offset, words, complete, digest);
  }

  private void expect(boolean expected, byte b) {
    if (!expected) {
      throw new WarmupException(
          Reason.REDIS_ERROR,
          String.format(
              "the replication stream has byte 0x%02x at offset %d, where Redis sends another one",
              b & 0xff, offset));
    }
  }

  @Override
  public String toString() {
    return part + " at " + offset + " of " + Arrays.asList(firstOffset, addedOffset());
  }
}
