// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntSupplier;

/**
 * A stream that accepts only RESP2 and at most the expected number of answers. A parser trusts the
 * lengths that it reads. This stream rejects other protocols and oversized lengths, such as 2 GB,
 * before the parser allocates memory.
 */
public final class RespGuard extends FilterInputStream {
  static final int MAX_BULK_BYTES = 64 * 1024 * 1024;
  static final int MAX_ELEMENTS = 1_000_000;
  static final int MAX_LINE_BYTES = 64 * 1024;
  static final int MAX_DEPTH = 8;

  private enum Expect {
    TYPE,
    TEXT,
    NUMBER,
    BODY
  }

  private final Deque<Integer> open = new ArrayDeque<>();
  private final StringBuilder line = new StringBuilder();
  private Expect expect = Expect.TYPE;
  private char type;
  private int bodyLeft;
  private final IntSupplier expected;
  private int answers;

  public RespGuard(InputStream in) {
    this(in, () -> 1);
  }

  /**
   * Guards a stream.
   *
   * @param expected number of answers that are outstanding
   */
  public RespGuard(InputStream in, IntSupplier expected) {
    super(in);
    this.expected = expected;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int n = read(one, 0, 1);
    return n < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    answers = 0;
    int n = in.read(buffer, offset, length);
    int end = offset + Math.max(n, 0);
    for (int i = offset; i < end; ) {
      if (answers == expected.getAsInt()) {
        throw new NonsenseException("more than one answer");
      }
      if (expect == Expect.BODY) {
        int skipped = Math.min(bodyLeft, end - i);
        i += skipped;
        bodyLeft -= skipped;
        if (bodyLeft == 0) {
          elementDone();
        }
      } else {
        next((char) (buffer[i++] & 0xff));
      }
    }
    return n;
  }

  private void next(char c) throws IOException {
    if (expect == Expect.TYPE) {
      begin(c);
    } else if (c == '\n') {
      lineDone();
    } else if (line.length() >= MAX_LINE_BYTES) {
      throw new NonsenseException("a line of more than " + MAX_LINE_BYTES + " bytes");
    } else {
      line.append(c);
    }
  }

  private void begin(char c) throws IOException {
    if ("+-:$*".indexOf(c) < 0) {
      throw new NonsenseException("a first byte of 0x" + Integer.toHexString(c));
    }
    type = c;
    line.setLength(0);
    expect = c == '+' || c == '-' ? Expect.TEXT : Expect.NUMBER;
  }

  private void lineDone() throws IOException {
    int length = line.length();
    if (length == 0 || line.charAt(length - 1) != '\r') {
      throw new NonsenseException("a line without CR at its end");
    }
    if (expect == Expect.TEXT) {
      elementDone();
      return;
    }
    long number = number(line.substring(0, length - 1));
    if (type == ':') {
      elementDone();
    } else if (type == '$') {
      bulk(number);
    } else {
      array(number);
    }
  }

  private void bulk(long length) throws IOException {
    if (length < -1 || length > MAX_BULK_BYTES) {
      throw new NonsenseException("a string of " + length + " bytes");
    }
    if (length < 0) {
      elementDone();
    } else {
      bodyLeft = (int) length + 2;
      expect = Expect.BODY;
    }
  }

  private void array(long elements) throws IOException {
    if (elements < -1 || elements > MAX_ELEMENTS || open.size() == MAX_DEPTH) {
      throw new NonsenseException(
          "an array of " + elements + " elements in " + open.size() + " others");
    }
    if (elements <= 0) {
      elementDone();
    } else {
      open.push((int) elements);
      expect = Expect.TYPE;
    }
  }

  private void elementDone() {
    expect = Expect.TYPE;
    while (!open.isEmpty()) {
      int left = open.pop() - 1;
      if (left > 0) {
        open.push(left);
        return;
      }
    }
    answers++;
  }

  private static long number(String text) throws IOException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new NonsenseException("'" + Shortened.of(text) + "' for a number");
    }
  }

  /** Thrown if the server sends something that is not RESP2. */
  static final class NonsenseException extends IOException {
    private static final long serialVersionUID = 1L;

    NonsenseException(String what) {
      super(what);
    }
  }
}
