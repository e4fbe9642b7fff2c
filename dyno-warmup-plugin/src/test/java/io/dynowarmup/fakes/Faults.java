// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fakes;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Injects failures at given calls. Calls to Redis and to Dynomite are counted together, from 1. */
public final class Faults {
  /** How a call fails. */
  public enum Kind {
    /** The connection is refused; the command is not executed. */
    REFUSED,
    /** The command is not executed, and no answer comes. */
    LOST_COMMAND,
    /** The command is executed, but the answer is lost. */
    LOST_ANSWER,
    /** The connection breaks; the command is not executed. */
    BROKEN,
    /** A Dynomite does not execute the command in its state. */
    CLOSED,
    /** A Dynomite refuses the command in its state, and passes it on to the other racks. */
    CLOSED_BUT_PASSED_ON,
    /** The Redis of a Dynomite is a replica and does not execute the write. */
    READ_ONLY,
    /** An error in the underlying library. */
    RUNTIME
  }

  private final List<String> calls = new ArrayList<>();
  private final Map<Integer, Kind> planned = new TreeMap<>();
  private final Map<Integer, Runnable> actions = new TreeMap<>();
  private final List<Rule> rules = new ArrayList<>();

  private int killedAt = Integer.MAX_VALUE;
  private Runnable atDeath;

  /** The process that makes the calls is dead. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    public Killed() {
      super("killed", null, false, false);
    }
  }

  private static final class Rule {
    final Predicate<String> which;
    final Kind kind;
    int skip;
    int times;

    Rule(Predicate<String> which, Kind kind, int skip, int times) {
      this.which = which;
      this.kind = kind;
      this.skip = skip;
      this.times = times;
    }
  }

  /** Makes the n-th call fail. */
  public Faults failAt(int n, Kind kind) {
    planned.put(n, kind);
    return this;
  }

  /** Runs an action just before the n-th call. */
  public Faults beforeCall(int n, Runnable action) {
    actions.put(n, action);
    return this;
  }

  /** Makes calls whose name contains the text fail, this many times. */
  public Faults fail(String text, Kind kind, int times) {
    return failAfter(text, kind, 0, times);
  }

  /** Works as {@link #fail}, after some calls that succeed. */
  public Faults failAfter(String text, Kind kind, int working, int times) {
    rules.add(new Rule(call -> call.contains(text), kind, working, times));
    return this;
  }

  /**
   * Kills the caller just before the n-th call; it makes no further calls.
   *
   * @param action runs at that moment
   */
  public Faults killAt(int n, Runnable action) {
    killedAt = n;
    atDeath = action;
    return this;
  }

  /** Starts the process again. */
  public Faults revive() {
    killedAt = Integer.MAX_VALUE;
    return this;
  }

  /** Returns the calls in order, such as "local INFO". */
  public List<String> calls() {
    return Collections.unmodifiableList(calls);
  }

  /** Returns how many calls have this text in their names. */
  public int count(String text) {
    return (int) calls.stream().filter(c -> c.contains(text)).count();
  }

  Kind next(String call) {
    if (calls.size() + 1 >= killedAt) {
      Runnable last = atDeath;
      atDeath = null;
      if (last != null) {
        last.run();
      }
      throw new Killed();
    }
    calls.add(call);
    Runnable action = actions.remove(calls.size());
    if (action != null) {
      action.run();
    }
    Kind kind = planned.get(calls.size());
    for (Rule rule : rules) {
      if (kind == null && rule.times > 0 && rule.which.test(call) && rule.skip-- <= 0) {
        rule.times--;
        kind = rule.kind;
      }
    }
    return kind;
  }

  static RuntimeException exception(Kind kind, String call) {
    switch (kind) {
      case REFUSED:
        return new WarmupException(Reason.REFUSED, call + " was refused (planned)");
      case BROKEN:
        return new WarmupException(
            Reason.CONNECTION_LOST, call + " broke the connection (planned)");
      case CLOSED:
      case CLOSED_BUT_PASSED_ON:
        return new WarmupException(
            Reason.REDIS_ERROR, call + ": Dynomite's current state does not allow this request");
      case READ_ONLY:
        return new WarmupException(Reason.READONLY, call + ": Redis is a read-only replica");
      case RUNTIME:
        return new IllegalStateException(call + " failed (planned)");
      default:
        return new WarmupException(Reason.TIME_OUT, call + " was not answered (planned)");
    }
  }
}
