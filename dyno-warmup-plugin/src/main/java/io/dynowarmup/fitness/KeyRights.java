// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fitness;

import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Finds out beforehand whether a user may copy keys one by one, or correct them after a hand-over:
 * with the commands that every such copy needs, on keys that the source has.
 */
public final class KeyRights {
  private static final int MOST_KEYS = 100;

  private static final List<String> PSYNC = Arrays.asList("PSYNC", "?", "-1");
  private static final List<String> REPLCONF = Arrays.asList("REPLCONF", "capa", "psync2");

  private final Permissions permissions;
  private final List<String> keys = new ArrayList<>();

  /**
   * @param info the INFO that this Redis has just returned
   * @param username the user of the connection; empty for the default user
   * @param sample keys of the source
   */
  public KeyRights(RedisNode node, RedisInfo info, Optional<String> username, List<byte[]> sample) {
    this.permissions = new Permissions(node, info, username);
    for (byte[] key : sample) {
      String name = new String(key, StandardCharsets.UTF_8);
      // A question is text.
      if (keys.size() < MOST_KEYS && Arrays.equals(key, name.getBytes(StandardCharsets.UTF_8))) {
        keys.add(name);
      }
    }
  }

  /** Returns why the user may not read the keys of a source; empty if it may, or if unknown. */
  public Optional<String> reading() {
    return first(Arrays.asList(scan(), script(), ofOneKey("DUMP")));
  }

  /** Returns why the user may not write the keys here; empty if it may, or if unknown. */
  public Optional<String> writing() {
    return first(Arrays.asList(scan(), script(), ofOneKey("RESTORE", "0", ""), ofOneKey("UNLINK")));
  }

  /**
   * Returns why the user may not read the replication stream and compare keys with it; empty if it
   * may, or if unknown.
   */
  public Optional<String> following() {
    return first(Arrays.asList(script(), PSYNC, REPLCONF, ofOneKey("DUMP")));
  }

  /**
   * Returns why the user may not read the replication stream and correct keys; empty if it may, or
   * if unknown.
   */
  public Optional<String> correcting() {
    return first(
        Arrays.asList(
            script(),
            PSYNC,
            REPLCONF,
            ofOneKey("RESTORE", "0", ""),
            ofOneKey("INCRBY", "1"),
            ofOneKey("HINCRBY", "f", "1"),
            ofOneKey("ZSCORE", "m"),
            ofOneKey("ZINCRBY", "1", "m")));
  }

  /** Returns why it cannot be found out what is permitted; empty if it can. */
  public Optional<String> unknown() {
    return permissions.trialRefusal();
  }

  private Optional<String> first(List<List<String>> commands) {
    Optional<String> why = Optional.empty();
    for (int i = 0; i < commands.size() && !why.isPresent() && !unknown().isPresent(); i++) {
      List<String> command = commands.get(i);
      why = command.isEmpty() ? why : permissions.refusal(command.get(0), command);
    }
    return why;
  }

  private static List<String> scan() {
    return Arrays.asList("SCAN", "0");
  }

  private List<String> script() {
    List<String> command =
        new ArrayList<>(
            Arrays.asList("EVALSHA", Permissions.SOME_SCRIPT, String.valueOf(keys.size())));
    command.addAll(keys);
    return command;
  }

  private List<String> ofOneKey(String command, String... arguments) {
    if (keys.isEmpty()) {
      return Collections.emptyList();
    }
    List<String> words = new ArrayList<>(Arrays.asList(command, keys.get(0)));
    words.addAll(Arrays.asList(arguments));
    return words;
  }
}
