// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.it.dynomite.cluster.RackNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;

/** The users that conf/redis.conf.md recommends, taken from its lines. */
enum DocumentedUsers {
  REPLICATION_ONLY,
  DELTA_AND_VERIFICATION;

  static final String PASSWORD = "sesame-7f3a";

  private static final Pattern SECTION = Pattern.compile("(?s)\n## Users\n(.*?)\n## ");
  private static final Pattern BLOCK = Pattern.compile("(?s)```\n(.*?)```");

  /** Returns the words of each line without the first one. */
  private List<String[]> lines() {
    List<String[]> lines = new ArrayList<>();
    for (String line : blocks().get(ordinal()).split("\n")) {
      if (line.startsWith("ACL ")) {
        String[] words = line.replace("PASSWORD", PASSWORD).split(" ");
        lines.add(Arrays.copyOfRange(words, 1, words.length));
      }
    }
    return lines;
  }

  private static List<String> blocks() {
    String conf = Objects.requireNonNull(System.getProperty("conf.dir"), "-Dconf.dir");
    Matcher section;
    try {
      section = SECTION.matcher(Files.readString(Path.of(conf, "redis.conf.md")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!section.find()) {
      throw new AssertionError("no section of users in redis.conf.md");
    }
    List<String> blocks = BLOCK.matcher(section.group(1)).results().map(r -> r.group(1)).toList();
    assertEquals("one block for a replication, one for everything", values().length, blocks.size());
    return blocks;
  }

  /** Creates the users and removes those that were created before. */
  void createOn(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      acl(jedis, "DELUSER", "warmup", "warmup-local");
      for (String[] line : lines()) {
        acl(jedis, line);
      }
    }
  }

  /**
   * Asserts that Redis has refused nothing to any user since its start. Redis before 7.0 shows only
   * by its answer what is permitted. There, CONFIG GET at a source and a script of a
   * replication-only user do not count.
   */
  static void assertNothingRefused(RackNode node) {
    boolean tells = !node.redis().info("server", "redis_version").startsWith("6.");
    try (Jedis jedis = node.redis().client()) {
      List<String> refused =
          jedis.aclLog().stream()
              .map(e -> e.getUsername() + ": " + e.getObject())
              .filter(e -> tells || !e.startsWith("warmup: config") && !e.endsWith(": evalsha"))
              .toList();
      assertEquals("refused by " + node, List.of(), refused);
    }
  }

  private static void acl(Jedis jedis, String... words) {
    jedis.sendCommand(() -> "ACL".getBytes(StandardCharsets.US_ASCII), words);
  }
}
