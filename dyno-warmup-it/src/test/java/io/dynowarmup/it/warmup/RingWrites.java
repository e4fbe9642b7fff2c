// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.redis.RespClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Random writes of every kind. A key that expires soon gets no further write: Dynomite delivers a
 * write to each rack at another moment, so at one of them the key may have expired by then, and the
 * racks of any cluster would differ. Other keys get expiries that the test does not live to see.
 */
record RingWrites(RandomCommands writes) implements Workload {
  private static final String LONG = "600000";

  static RingWrites of(String prefix, int keys, long seed) {
    return new RingWrites(new RandomCommands(prefix, keys, seed, 0));
  }

  /** Returns the words of a command. */
  static List<String> words(byte[] command) {
    String[] lines = new String(command, StandardCharsets.UTF_8).split("\r\n");
    List<String> words = new ArrayList<>();
    for (int i = 2; i < lines.length; i += 2) {
      words.add(lines[i]);
    }
    return words;
  }

  private boolean isShort(List<String> words) {
    return words.get(0).equals("SETEX")
        || words.get(0).equals("PEXPIRE") && !words.get(2).equals(LONG);
  }

  private String once(long number) {
    return writes.prefix() + "once:" + number;
  }

  @Override
  public long lane(long number) {
    return writes.lane(number);
  }

  @Override
  public String key(long number) {
    return isShort(words(writes.command(number))) ? once(number) : writes.key(number);
  }

  @Override
  public byte[] command(long number) {
    byte[] command = writes.command(number);
    return isShort(words(command))
        ? RespClient.command("SETEX", once(number), String.valueOf(1 + number % 5), "v" + number)
        : command;
  }
}
