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

/** What goes wrong at which call. Calls to Redis and to Dynomite are counted together, from 1. */
public final class Faults {
  /** How a call fails. */
  public enum Kind {
    /** The connection is refused; nothing is done. */
    REFUSED,
    /** Nothing is done, and no answer comes. */
    LOST_COMMAND,
    /** It is done, and the answer does not come. */
    LOST_ANSWER,
    /** The connection breaks; nothing is done. */
    BROKEN,
    /** A fault of the library underneath. */
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

  /** The n-th call fails. */
  public Faults failAt(int n, Kind kind) {
    planned.put(n, kind);
    return this;
  }

  /** Something happens just before the n-th call. */
  public Faults beforeCall(int n, Runnable action) {
    actions.put(n, action);
    return this;
  }

  /** Calls whose name contains the text fail, this many times. */
  public Faults fail(String text, Kind kind, int times) {
    return failAfter(text, kind, 0, times);
  }

  /** As {@link #fail}, after some that work. */
  public Faults failAfter(String text, Kind kind, int working, int times) {
    rules.add(new Rule(call -> call.contains(text), kind, working, times));
    return this;
  }

  /**
   * The caller dies just before the n-th call: it makes no other one.
   *
   * @param action what is done in that moment
   */
  public Faults killAt(int n, Runnable action) {
    killedAt = n;
    atDeath = action;
    return this;
  }

  /** The process is started again. */
  public Faults revive() {
    killedAt = Integer.MAX_VALUE;
    return this;
  }

  /** Such as "local INFO", in the order in which they were made. */
  public List<String> calls() {
    return Collections.unmodifiableList(calls);
  }

  /** How many calls have this text in their names. */
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
      case RUNTIME:
        return new IllegalStateException(call + " failed (planned)");
      default:
        return new WarmupException(Reason.TIME_OUT, call + " was not answered (planned)");
    }
  }
}
