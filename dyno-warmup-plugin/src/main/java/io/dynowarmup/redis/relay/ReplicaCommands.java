// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.relay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the commands that a replica sends to its master: RESP lists of strings. */
final class ReplicaCommands {
  private static final int MOST_WORDS = 64;
  private static final int MOST_BYTES = 4096;

  private final InputStream in;

  ReplicaCommands(InputStream in) {
    this.in = in;
  }

  /**
   * Reads one command.
   *
   * @return its words; empty at the end of the connection
   * @throws IOException also if it is not a command of a replica
   */
  List<String> next() throws IOException {
    List<String> words = new ArrayList<>();
    int first = in.read();
    if (first < 0) {
      return words;
    }
    int count = first == '*' ? number(MOST_WORDS) : -1;
    if (count < 1) {
      throw new IOException("it sent something that no replica sends");
    }
    for (int i = 0; i < count; i++) {
      if (in.read() != '$') {
        throw new IOException("it sent a command that is not a list of strings");
      }
      words.add(word(number(MOST_BYTES)));
    }
    return words;
  }

  private int number(int most) throws IOException {
    int number = 0;
    for (int b = in.read(); b != '\r'; b = in.read()) {
      number = number * 10 + b - '0';
      if (b < '0' || b > '9' || number > most) {
        throw new IOException("it sent a command that is longer than those of a replica");
      }
    }
    if (in.read() != '\n') {
      throw new IOException("it sent a line that does not end as Redis ends it");
    }
    return number;
  }

  private String word(int length) throws IOException {
    byte[] bytes = new byte[length + 2];
    for (int i = 0; i < bytes.length; ) {
      int n = in.read(bytes, i, bytes.length - i);
      if (n < 0) {
        throw new IOException("its connection ended within a command");
      }
      i += n;
    }
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }
}
