// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * The input of Jedis' parser. The parser allocates memory for each length that it reads, calls
 * itself for each nested list and accepts any byte as a digit. This input rejects types that RESP2
 * does not have, oversized lengths, long lines, deep nesting and wrong digits before that.
 */
final class JedisReplies extends RedisInputStream {
  static final int MAX_STRING_BYTES = 64 * 1024 * 1024;
  static final int MAX_ELEMENTS = 1_000_000;
  static final int MAX_LINE_BYTES = 64 * 1024;
  static final int MAX_DEPTH = 8;

  /** The number of elements that each open list still lacks. */
  private final int[] missing = new int[MAX_DEPTH];

  private int depth;
  private byte type;

  /** The number of bytes of a string's CRLF that are not read yet. */
  private int delimiter;

  JedisReplies(InputStream in) {
    super(in);
  }

  /** Returns whether more bytes arrived than the parser read. */
  boolean hasMore() {
    return count < limit;
  }

  /** Reads the type of an element, or a byte of the CRLF after a string. */
  @Override
  public byte readByte() {
    byte b = super.readByte();
    if (delimiter > 0) {
      delimiter--;
      return b;
    }
    if ("+-:$*".indexOf(b) < 0) {
      throw rejected("a first byte of 0x" + Integer.toHexString(b & 0xff));
    }
    type = b;
    while (depth > 0 && missing[depth - 1] == 0) {
      depth--;
    }
    if (depth > 0) {
      missing[depth - 1]--;
    }
    return b;
  }

  /** Reads the length of a string or of a list. */
  @Override
  public int readIntCrLf() {
    long length = readLongCrLf();
    if (type == '$') {
      if (length < -1 || length > MAX_STRING_BYTES) {
        throw rejected("a string of " + length + " bytes");
      }
      delimiter = length < 0 ? 0 : 2;
    } else if (length < -1 || length > MAX_ELEMENTS || depth == MAX_DEPTH) {
      throw rejected("a list of " + length + " elements at depth " + depth);
    } else if (length > 0) {
      missing[depth++] = (int) length;
    }
    return (int) length;
  }

  @Override
  public long readLongCrLf() {
    String line = readLine();
    try {
      return Long.parseLong(line);
    } catch (NumberFormatException e) {
      throw rejected("'" + line + "' for a number");
    }
  }

  @Override
  public byte[] readLineBytes() {
    return readLine().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Reads a line; each character stands for one byte. */
  @Override
  public String readLine() {
    StringBuilder line = new StringBuilder();
    for (byte b = super.readByte(); b != '\n'; b = super.readByte()) {
      if (line.length() == MAX_LINE_BYTES) {
        throw rejected("a line of more than " + MAX_LINE_BYTES + " bytes");
      }
      line.append((char) (b & 0xff));
    }
    int end = line.length() - 1;
    if (end < 0 || line.charAt(end) != '\r') {
      throw rejected("a line without CR at its end");
    }
    line.setLength(end);
    return line.toString();
  }

  static JedisConnectionException rejected(String what) {
    return new JedisConnectionException(new ProtocolException(what));
  }
}
