// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.wire;

/** Finds the ends of Redis requests and answers in bytes that may be incomplete. */
public final class Resp {
  /** The bytes do not hold a whole message yet. */
  public static final int INCOMPLETE = -1;

  /** The bytes are not a message. */
  public static final int MALFORMED = -2;

  private Resp() {}

  /**
   * Returns the index after the request that starts at {@code from}, or {@link #INCOMPLETE} or
   * {@link #MALFORMED}.
   */
  public static int requestEnd(byte[] bytes, int from, int limit) {
    if (from >= limit) {
      return INCOMPLETE;
    }
    return bytes[from] == '*' ? end(bytes, from, limit) : MALFORMED;
  }

  /**
   * Returns the index after the answer that starts at {@code from}, or {@link #INCOMPLETE} or
   * {@link #MALFORMED}.
   */
  public static int end(byte[] bytes, int from, int limit) {
    int lineEnd = lineEnd(bytes, from, limit);
    if (lineEnd < 0) {
      return lineEnd;
    }
    switch (bytes[from]) {
      case '+', '-', ':':
        return lineEnd;
      case '$':
        return bulkEnd(bytes, from, lineEnd, limit);
      case '*':
        return arrayEnd(bytes, from, lineEnd, limit);
      default:
        return MALFORMED;
    }
  }

  private static int bulkEnd(byte[] bytes, int from, int lineEnd, int limit) {
    long length = number(bytes, from + 1);
    if (length < 0) {
      return lineEnd;
    }
    return lineEnd + length + 2 <= limit ? (int) (lineEnd + length + 2) : INCOMPLETE;
  }

  private static int arrayEnd(byte[] bytes, int from, int lineEnd, int limit) {
    long elements = number(bytes, from + 1);
    int at = lineEnd;
    for (long i = 0; i < elements; i++) {
      if (at >= limit) {
        return INCOMPLETE;
      }
      at = end(bytes, at, limit);
      if (at < 0) {
        return at;
      }
    }
    return at;
  }

  /** Returns the index after the CR LF, or {@link #INCOMPLETE}. */
  public static int lineEnd(byte[] bytes, int from, int limit) {
    for (int i = from; i + 1 < limit; i++) {
      if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
        return i + 2;
      }
    }
    return INCOMPLETE;
  }

  /** Returns the number that starts at {@code from} and ends before the first non-digit. */
  static long number(byte[] bytes, int from) {
    int at = from;
    boolean negative = bytes[at] == '-';
    if (negative) {
      at++;
    }
    long value = 0;
    for (; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      value = value * 10 + bytes[at] - '0';
    }
    return negative ? -value : value;
  }
}
