// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.api.WarmupException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Reads random keys with few commands: pages of SCAN from random cursors. The server's hash with
 * its random seed decides which keys are in one page. For a user that may not scan, it sends
 * RANDOMKEY a few times.
 */
final class RandomKeys {
  /**
   * Keys to expect from one page of 250 buckets. More than a third of the buckets hold a key,
   * unless most keys were deleted.
   */
  private static final int KEYS_OF_A_PAGE = 100;

  private static final int PAGE = 250;
  private static final int WIDE_PAGE = 2_500;
  private static final int MOST_PAGES = 5;

  /** Enough keys to tell whose data it is. */
  private static final int MOST_ONE_BY_ONE = 30;

  /** Range of the random cursors; servers use the low bits. */
  private static final long CURSORS = 1L << 48;

  private final Commands commands;
  private boolean refused;

  RandomKeys(Commands commands) {
    this.commands = commands;
  }

  /**
   * Returns at most {@code count} keys, each once. Without permission to scan, a key may occur
   * twice.
   */
  List<byte[]> some(int count) {
    Map<String, byte[]> found = new LinkedHashMap<>();
    int pages = Math.min(MOST_PAGES, (count + KEYS_OF_A_PAGE - 1) / KEYS_OF_A_PAGE);
    scan(pages, found);
    if (!refused && found.size() < count) {
      // the database has few keys, or most of its keys were deleted
      page(Collections.singletonList(scan("0", WIDE_PAGE)), found);
    }
    if (refused) {
      return oneByOne(Math.min(count, MOST_ONE_BY_ONE));
    }
    List<byte[]> keys = new ArrayList<>(found.values());
    Random random = ThreadLocalRandom.current();
    Collections.shuffle(keys, random);
    return keys.size() > count ? new ArrayList<>(keys.subList(0, count)) : keys;
  }

  private void scan(int pages, Map<String, byte[]> found) {
    List<Command> packet = new ArrayList<>();
    for (int i = 0; i < pages && !refused; i++) {
      packet.add(scan(String.valueOf(ThreadLocalRandom.current().nextLong(CURSORS)), PAGE));
    }
    page(packet, found);
  }

  private static Command scan(String cursor, int size) {
    return Command.of("SCAN", cursor, "COUNT", String.valueOf(size));
  }

  private void page(List<Command> packet, Map<String, byte[]> found) {
    for (Object answer : commands.allNow("SCAN", packet)) {
      if (answer instanceof WarmupException) {
        refused = true;
        return;
      }
      List<?> page = commands.list("SCAN", answer);
      if (page.size() != 2) {
        throw commands.channel().unexpected("SCAN");
      }
      for (byte[] name : commands.strings("SCAN", page.get(1))) {
        found.put(new String(name, StandardCharsets.ISO_8859_1), name);
      }
    }
  }

  private List<byte[]> oneByOne(int count) {
    List<byte[]> keys = new ArrayList<>();
    for (Object key :
        commands.allNow("RANDOMKEY", Collections.nCopies(count, Command.of("RANDOMKEY")))) {
      if (key != null) {
        keys.add(commands.bytes("RANDOMKEY", key));
      }
    }
    return keys;
  }
}
