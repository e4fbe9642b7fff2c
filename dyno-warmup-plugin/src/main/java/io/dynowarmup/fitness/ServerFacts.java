// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fitness;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Redis says of itself that decides about a copy: its version, what it holds, its settings.
 * Immutable.
 */
public final class ServerFacts {
  private static final Pattern DATABASE = Pattern.compile("db(\\d{1,9})");

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

  /** What INFO alone tells. */
  public static ServerFacts of(RedisInfo info) {
    return new ServerFacts(
        info, OptionalInt.empty(), Collections.emptyMap(), Collections.emptyMap());
  }

  /** The same with other values of INFO. */
  public ServerFacts at(RedisInfo later) {
    return new ServerFacts(later, dumped, settings, refusals, commands);
  }

  public RedisInfo info() {
    return info;
  }

  /** Such as "Redis 7.0.15". */
  public String software() {
    Optional<String> valkey = info.get("valkey_version");
    return valkey.isPresent()
        ? "Valkey " + valkey.get()
        : "Redis " + info.get("redis_version").orElse("of an unknown version");
  }

  /** That it writes; empty when neither its version nor a DUMP told. */
  OptionalInt rdbVersion() {
    OptionalInt release = RdbVersions.ofRelease(info);
    return release.isPresent() ? release : dumped;
  }

  /** How many databases it has ({@code databases}); empty when it does not tell. */
  public OptionalInt databases() {
    return number("databases");
  }

  /** The highest database that holds keys; -1 when none does. */
  public int highestDatabase() {
    int highest = -1;
    for (String field : info.fields().keySet()) {
      Matcher m = DATABASE.matcher(field);
      if (m.matches()) {
        highest = Math.max(highest, Integer.parseInt(m.group(1)));
      }
    }
    return highest;
  }

  /** Names and versions of the modules that are loaded. */
  public Map<String, Long> modules() {
    return info.modules();
  }

  /** What they add; not known where it was not asked, or not told. */
  ModuleCommands moduleCommands() {
    return commands;
  }

  /** The same with the commands of its modules. */
  ServerFacts with(ModuleCommands told) {
    return new ServerFacts(info, dumped, settings, refusals, told);
  }

  public boolean clusterMode() {
    return info.getLong("cluster_enabled", 0) == 1;
  }

  /** CONFIG GET; empty when it was not asked, or not answered. */
  public Optional<String> setting(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  /**
   * Why a command does not run there, in a sentence; empty when it does, or when that is not known.
   */
  public Optional<String> refusal(String command) {
    return Optional.ofNullable(refusals.get(command));
  }

  private OptionalInt number(String name) {
    String text = settings.getOrDefault(name, "");
    return text.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }
}
