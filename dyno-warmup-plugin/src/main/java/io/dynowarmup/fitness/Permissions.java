// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fitness;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.Answer;
import io.dynowarmup.redis.KeyRefusal;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Finds out what a user may send to a Redis, without running it. */
final class Permissions {
  /** The digest of a script, for EVALSHA. */
  static final String SOME_SCRIPT = "0000000000000000000000000000000000000000";

  private static final String MANUAL = " (conf/redis.conf.md)";

  private static final List<Answer> NOT_POSSIBLE =
      Collections.singletonList(
          Answer.refused(
              new WarmupException(Reason.NOPERM, "MULTI and DISCARD are not permitted")));

  private final RedisNode node;
  private final RedisInfo info;
  private final String user;
  private final boolean named;
  private Optional<String> trialRefusal = Optional.empty();

  /**
   * @param info the INFO that this Redis has just returned
   * @param username the user of the connection; empty for the default user
   */
  Permissions(RedisNode node, RedisInfo info, Optional<String> username) {
    this.node = node;
    this.info = info;
    this.named = username.isPresent();
    this.user = username.orElse("default");
  }

  /** Returns why it cannot be found out what is permitted; empty if it can, or was not tried. */
  Optional<String> trialRefusal() {
    return trialRefusal;
  }

  /**
   * Returns why the server does not run a command; empty if it does, or if that is unknown.
   *
   * @param name the name of the command in the sentence
   */
  Optional<String> refusal(String name, List<String> command) {
    if (!named) {
      List<Answer> known = one(Arrays.asList("COMMAND", "INFO", command.get(0))).list();
      if (known.size() == 1 && known.get(0).nil()) {
        return Optional.of(
            at()
                + " does not know the command "
                + name
                + ": it is renamed or"
                + " disabled there ('rename-command')");
      }
    }
    if (tellsPermissions()) {
      Answer run = dryRun(command);
      if (run.refusedForGood()) {
        trialRefusal = Optional.of(notPermitted("ACL DRYRUN", ""));
      }
      return run.text().filter(text -> !"OK".equals(text)).map(text -> notPermitted(name, text));
    }
    return major() >= 6 ? inTransaction(command) : Optional.empty();
  }

  /** Returns whether a command may be tried: it is permitted, or only its reply can tell. */
  boolean mayTry(String... command) {
    return !named
        || !tellsPermissions()
        || dryRun(Arrays.asList(command)).text().filter("OK"::equals).isPresent();
  }

  /**
   * Returns whether a command may be sent. Only a reply that refuses it counts: a user who may not
   * send ACL DRYRUN may be permitted to send the command.
   */
  boolean mayBe(List<String> command) {
    return !named
        || !tellsPermissions()
        || !dryRun(command).text().filter(text -> !"OK".equals(text)).isPresent();
  }

  /** Returns whether the server has ACL DRYRUN (Redis 7.0 and newer). */
  private boolean tellsPermissions() {
    return major() >= 7;
  }

  private int major() {
    String version = info.get("redis_version").orElse("");
    return version.matches("\\d{1,3}\\..*") ? Integer.parseInt(version.split("\\.")[0]) : 0;
  }

  private Answer dryRun(List<String> command) {
    List<String> question = new ArrayList<>(Arrays.asList("ACL", "DRYRUN", user));
    question.addAll(command);
    return one(question);
  }

  private Answer one(List<String> question) {
    return node.ask(Collections.singletonList(question)).get(0);
  }

  private String notPermitted(String name, String error) {
    return at() + " " + KeyRefusal.phrase(name, user, error) + MANUAL;
  }

  private String at() {
    return "Redis " + node.endpoint();
  }

  /**
   * Checks a command in a transaction that is discarded, for Redis 6: a command that is queued is
   * known and permitted. MULTI alone is tried first, because without it the command would run.
   */
  private Optional<String> inTransaction(List<String> command) {
    List<String> multi = Collections.singletonList("MULTI");
    List<String> discard = Collections.singletonList("DISCARD");
    Answer tried = discarded(Arrays.asList(multi, discard)).get(0);
    if (!tried.ok()) {
      if (tried.refusedForGood()) {
        trialRefusal = Optional.of(notPermitted("MULTI and DISCARD", ""));
      }
      return Optional.empty();
    }
    List<Answer> answers = discarded(Arrays.asList(multi, command, discard));
    return answers.size() > 1 && answers.get(1).refusedForGood()
        ? answers.get(1).refusal().map(Throwable::getMessage)
        : Optional.empty();
  }

  /**
   * Sends commands that end in DISCARD. If DISCARD is refused, it closes the connection, which
   * would only queue the commands that follow.
   */
  private List<Answer> discarded(List<List<String>> questions) {
    boolean over = false;
    try {
      List<Answer> answers = node.ask(questions);
      over = answers.get(answers.size() - 1).ok();
      return over ? answers : NOT_POSSIBLE;
    } finally {
      if (!over) {
        node.close();
      }
    }
  }
}
