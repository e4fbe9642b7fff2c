// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fitness;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * The facts about a Redis that decide whether a copy is possible: its version, its contents and its
 * settings. Immutable.
 */
public final class ServerFacts {
  /** Stands for ACL DRYRUN, or MULTI of Redis 6, by which it is found out what is permitted. */
  public static final String TRIAL = "ACL DRYRUN";

  private final RedisInfo info;
  private final OptionalInt dumped;
  private final Map<String, String> settings;
  private final Map<String, String> refusals;
  private final ModuleCommands commands;

  ServerFacts(
      RedisInfo info,
      OptionalInt dumped,
      Map<String, String> settings,
      Map<String, String> refusals) {
    this(info, dumped, settings, refusals, ModuleCommands.UNKNOWN);
  }

  private ServerFacts(
      RedisInfo info,
      OptionalInt dumped,
      Map<String, String> settings,
      Map<String, String> refusals,
      ModuleCommands commands) {
    this.commands = commands;
    this.info = info;
    this.dumped = dumped;
    this.settings = Collections.unmodifiableMap(new HashMap<>(settings));
    this.refusals = Collections.unmodifiableMap(new HashMap<>(refusals));
  }

  /** Returns the facts that INFO alone contains. */
  public static ServerFacts of(RedisInfo info) {
    return new ServerFacts(
        info, OptionalInt.empty(), Collections.emptyMap(), Collections.emptyMap());
  }

  public RedisInfo info() {
    return info;
  }

  /** Returns the name and version, such as "Redis 7.0.15". */
  public String software() {
    Optional<String> valkey = info.get("valkey_version");
    return valkey.isPresent()
        ? "Valkey " + valkey.get()
        : "Redis " + info.get("redis_version").orElse("of an unknown version");
  }

  /**
   * Returns the RDB version that the server writes; empty if neither its release nor a DUMP reveals
   * it.
   */
  OptionalInt rdbVersion() {
    OptionalInt release = RdbVersions.ofRelease(info);
    return release.isPresent() ? release : dumped;
  }

  /** Returns the lowest RDB version that the server may write; empty if that is unknown too. */
  OptionalInt leastRdbVersion() {
    OptionalInt known = rdbVersion();
    return known.isPresent() ? known : RdbVersions.leastOfRelease(info);
  }

  /** Returns the number of databases (setting {@code databases}); empty if unknown. */
  public OptionalInt databases() {
    String text = settings.getOrDefault("databases", "");
    return text.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }

  /** Returns the number of the highest database that holds keys; empty if all are empty. */
  public OptionalInt highestDatabase() {
    SortedMap<Integer, Long> keys = info.keysByDatabase();
    return keys.isEmpty() ? OptionalInt.empty() : OptionalInt.of(keys.lastKey());
  }

  /** Returns the names and versions of the loaded modules. */
  public Map<String, OptionalLong> modules() {
    return info.modules();
  }

  /** Returns the commands of its modules; unknown if they were not asked for or not returned. */
  ModuleCommands moduleCommands() {
    return commands;
  }

  /** Returns these facts with the commands of the modules. */
  ServerFacts with(ModuleCommands told) {
    return new ServerFacts(info, dumped, settings, refusals, told);
  }

  public boolean clusterMode() {
    return info.getLong("cluster_enabled", 0) == 1;
  }

  /** Returns the value of CONFIG GET; empty if it was not asked for or not returned. */
  public Optional<String> setting(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  /**
   * Returns a sentence that says why the server does not run a command; empty if it runs it, or if
   * that is unknown.
   */
  public Optional<String> refusal(String command) {
    return Optional.ofNullable(refusals.get(command));
  }
}
