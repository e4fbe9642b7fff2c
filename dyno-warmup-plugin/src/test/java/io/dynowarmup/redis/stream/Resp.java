// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes commands as a master sends them to its replicas. */
public final class Resp {
  private Resp() {}

  /** Returns one command; its words are separated by blanks. */
  public static byte[] command(String words) {
    return words(words.split(" "));
  }

  public static byte[] words(String... words) {
    StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      text.append("$").append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  public static byte[] commands(String... commands) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String command : commands) {
      byte[] one = command(command);
      all.write(one, 0, one.length);
    }
    return all.toByteArray();
  }

  /** Parses one command. */
  public static StreamCommand parsed(String words) {
    return parsed(command(words), 0).get(0);
  }

  /** Parses commands that follow an offset. */
  public static List<StreamCommand> parsed(byte[] bytes, long offset) {
    StreamParser parser = new StreamParser(offset);
    parser.add(bytes, bytes.length);
    List<StreamCommand> all = new ArrayList<>();
    for (Optional<StreamCommand> c = parser.next(); c.isPresent(); c = parser.next()) {
      all.add(c.get());
    }
    return all;
  }
}
