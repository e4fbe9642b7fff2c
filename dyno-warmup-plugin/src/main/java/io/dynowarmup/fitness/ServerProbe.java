// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fitness;

import io.dynowarmup.redis.Answer;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Asks a Redis for facts that INFO does not contain. No question changes data or starts an
 * operation, except that {@link #localMaster} sends a no-op SLAVEOF. A fact that the user may not
 * read stays unknown.
 */
public final class ServerProbe {
  /** Largest key in bytes that is dumped to learn the RDB version. */
  private static final long MOST_BYTES = 65_536;

  private static final int TRIES = 3;

  private final RedisNode node;
  private final RedisInfo info;
  private final Permissions permissions;
  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, String> refusals = new HashMap<>();
  private OptionalInt dumped = OptionalInt.empty();
  private ModuleCommands commands = ModuleCommands.UNKNOWN;

  /**
   * Creates a probe.
   *
   * @param info the INFO that this Redis has just returned
   * @param username the user of the connection; empty for the default user
   */
  public ServerProbe(RedisNode node, RedisInfo info, Optional<String> username) {
    this.node = node;
    this.info = info;
    this.permissions = new Permissions(node, info, username);
  }

  /** Probes a Redis as a source. */
  public ServerFacts source() {
    tellsRefusals("PSYNC", Arrays.asList("PSYNC", "?", "-1"));
    // Redis ignores an unknown capability
    ask("REPLCONF", Arrays.asList("REPLCONF", "capa", "dyno-warmup"));
    if (mayReadSettings()) {
      settings(SourceHarm.SETTINGS);
    }
    version();
    modules();
    return facts();
  }

  /** Probes the local Redis. Changes nothing. */
  public ServerFacts local() {
    settings(WriteSettings.SETTINGS);
    settings(Arrays.asList("databases", "dir", "repl-diskless-load"));
    tellsRefusals("CONFIG SET", Arrays.asList("CONFIG", "SET", "masterauth", ""));
    tellsRefusals("SLAVEOF", Arrays.asList("SLAVEOF", "NO", "ONE"));
    if (refusals.containsKey("SLAVEOF")) {
      String why = refusals.remove("SLAVEOF");
      tellsRefusals("REPLICAOF", Arrays.asList("REPLICAOF", "NO", "ONE"));
      if (refusals.remove("REPLICAOF") != null) {
        refusals.put("SLAVEOF", why);
      }
    }
    version();
    modules();
    return facts();
  }

  /**
   * Probes a local Redis that is a master. In addition to {@link #local}, it sends SLAVEOF NO ONE,
   * which does not change a master.
   */
  public ServerFacts localMaster() {
    ServerFacts asked = local();
    Answer slaveOf = one(Arrays.asList("SLAVEOF", "NO", "ONE"));
    Answer tried =
        slaveOf.unknownCommand() ? one(Arrays.asList("REPLICAOF", "NO", "ONE")) : slaveOf;
    if (tried.ok()) {
      refusals.remove("SLAVEOF");
    } else if (tried.refusedForGood()) {
      refusals.put("SLAVEOF", slaveOf.refusal().get().getMessage());
    }
    return asked.refusal("SLAVEOF").isPresent() || !refusals.isEmpty() ? facts() : asked;
  }

  /**
   * Returns why the server does not run SET for this user, without running it; empty if it does, or
   * if that is unknown.
   */
  public Optional<String> writeRefusal(String key) {
    tellsRefusals("SET", Arrays.asList("SET", key, "1"));
    return Optional.ofNullable(refusals.remove("SET"));
  }

  private ServerFacts facts() {
    return new ServerFacts(info, dumped, settings, refusals).with(commands);
  }

  /** Reads the commands of the modules; they decide whether another Redis needs these modules. */
  private void modules() {
    if (ModuleCommands.matter(info)) {
      commands = ModuleCommands.of(one(Collections.singletonList("COMMAND")));
    }
  }

  private void settings(List<String> names) {
    List<List<String>> questions = new ArrayList<>();
    names.forEach(name -> questions.add(Arrays.asList("CONFIG", "GET", name)));
    List<Answer> answers = node.ask(questions);
    for (int i = 0; i < names.size(); i++) {
      List<Answer> pair = answers.get(i).list();
      if (pair.size() == 2) {
        settings.put(names.get(i), pair.get(1).text().orElse(""));
      } else if (answers.get(i).refusedForGood()) {
        refusals.put("CONFIG", answers.get(i).refusal().get().getMessage());
      }
    }
  }

  private void ask(String command, List<String> question) {
    Answer answer = one(question);
    if (answer.refusedForGood()) {
      refusals.put(command, answer.refusal().get().getMessage());
    }
  }

  private void tellsRefusals(String name, List<String> command) {
    permissions.refusal(name, command).ifPresent(why -> refusals.put(name, why));
    permissions.trialRefusal().ifPresent(why -> refusals.put(ServerFacts.TRIAL, why));
  }

  private Answer one(List<String> question) {
    return node.ask(Collections.singletonList(question)).get(0);
  }

  /** Returns whether CONFIG GET may be sent: it is permitted, or only its reply can tell. */
  public boolean mayReadSettings() {
    return permissions.mayTry("CONFIG", "GET", "save");
  }

  /** Returns whether scripts may be sent: they are permitted, or only the reply can tell. */
  public boolean mayRunScripts() {
    return permissions.mayTry("EVALSHA", Permissions.SOME_SCRIPT, "0");
  }

  /** Reads the RDB version from the DUMP of a small key, if the release is unknown. */
  private void version() {
    List<String> randomKey = Collections.singletonList("RANDOMKEY");
    if (RdbVersions.ofRelease(info).isPresent() || !permissions.mayBe(randomKey)) {
      return;
    }
    for (int i = 0; i < TRIES && !dumped.isPresent(); i++) {
      Answer key = one(randomKey);
      if (!key.text().isPresent()) {
        return;
      }
      dumped = dumped(key.text().get());
    }
  }

  /** A user may be permitted to read some keys only. */
  private OptionalInt dumped(String key) {
    List<String> usage = Arrays.asList("MEMORY", "USAGE", key);
    List<String> dump = Arrays.asList("DUMP", key);
    if (!permissions.mayBe(usage) || !permissions.mayBe(dump)) {
      return OptionalInt.empty();
    }
    OptionalLong size = one(usage).number();
    return size.isPresent() && size.getAsLong() <= MOST_BYTES
        ? one(dump).bytes().map(RdbVersions::ofDump).orElse(OptionalInt.empty())
        : OptionalInt.empty();
  }
}
