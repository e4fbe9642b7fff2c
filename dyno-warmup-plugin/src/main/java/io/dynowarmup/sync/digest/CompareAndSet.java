// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.WriteRefusal;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Replaces keys of a server, each only if its fingerprint is unchanged. */
public final class CompareAndSet {
  private static final Script SCRIPT =
      new Script(
          "fields.lua", "stream.lua", "content.lua", "fingerprint.lua", "compare_and_set.lua");

  private static final byte[] REMOVE = new byte[0];

  /** The error of a script that calls a command that the server does not know: 6.2, and newer. */
  private static final Pattern UNKNOWN_COMMAND =
      Pattern.compile("Unknown (Redis )?command called from");

  /** The error of a script that calls a command that the user may not: 7.0 and newer, and 6.2. */
  private static final Pattern NO_PERMISSION =
      Pattern.compile("ACL failure in script|The user executing the script can't run this command");

  private final Ticker ticker;

  public CompareAndSet(Ticker ticker) {
    this.ticker = ticker;
  }

  /** What became of a key. */
  public enum Result {
    /** It was replaced or removed. */
    DONE,
    /** It was not unchanged, and it stays as it is. */
    CHANGED,
    /** The server cannot store the new value. */
    REFUSED
  }

  /**
   * Replaces or removes one key.
   *
   * @return whether it was unchanged and was replaced
   * @throws WarmupException as for {@link #run}; REDIS_ERROR if the server cannot store the value
   */
  public boolean run(RedisData server, Swap swap) {
    List<Result> done = run(server, Collections.singletonList(swap), CompareAndSet::raise);
    return done.get(0) == Result.DONE;
  }

  private static void raise(Swap swap, String why) {
    throw new WarmupException(Reason.REDIS_ERROR, why);
  }

  /**
   * Replaces or removes keys. A value that the server cannot store does not prevent the others.
   *
   * @param refused receives each replacement that the server cannot store, and why
   * @return one result for each replacement
   * @throws WarmupException STRATEGY_CANNOT if the server does not understand the DUMP of the
   *     other, or does not know RESTORE; NOPERM if it does not permit RESTORE; or the reason why it
   *     refuses all writes
   */
  public List<Result> run(RedisData server, List<Swap> swaps, BiConsumer<Swap, String> refused) {
    if (swaps.isEmpty()) {
      return Collections.emptyList();
    }
    List<byte[]> keys = new ArrayList<>();
    swaps.forEach(swap -> keys.add(swap.key()));
    List<byte[]> answer = SCRIPT.runFresh(server, keys, () -> arguments(swaps));
    if (answer.size() != swaps.size()) {
      throw Script.unexpected(server);
    }
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < swaps.size(); i++) {
      results.add(result(server, swaps.get(i), Script.text(answer.get(i)), refused));
    }
    return results;
  }

  /** Returns the arguments for this moment: waiting for a server shortens both expiries. */
  private Object[] arguments(List<Swap> swaps) {
    long now = ticker.nanos();
    List<Object> arguments =
        new ArrayList<>(Arrays.asList(Fingerprints.MOST_BYTES, Fingerprints.MOST_ELEMENTS));
    for (Swap swap : swaps) {
      arguments.add(swap.before().digest());
      arguments.add(swap.leastPttl(now));
      arguments.add(swap.longestPttl());
      arguments.add(swap.removes() ? REMOVE : swap.payload().bytes());
      arguments.add(swap.payload().ttlAt(now));
    }
    return arguments.toArray();
  }

  private static Result result(
      RedisData server, Swap swap, String answer, BiConsumer<Swap, String> refused) {
    if (answer.length() > 1) {
      refusesAll(server, answer);
      refused.accept(swap, "Redis " + server.endpoint() + " answered RESTORE with: " + answer);
      return Result.REFUSED;
    }
    return "1".equals(answer) ? Result.DONE : Result.CHANGED;
  }

  /** Throws if the error does not concern one key only. */
  private static void refusesAll(RedisData server, String error) {
    String name = server.endpoint().toString();
    WriteRefusal.in(name, error)
        .ifPresent(
            e -> {
              throw e;
            });
    if (UNKNOWN_COMMAND.matcher(error).find()) {
      throw new WarmupException(
          Reason.STRATEGY_CANNOT,
          "Redis "
              + name
              + " does not know the command RESTORE: it is renamed or disabled there"
              + " ('rename-command')");
    }
    if (NO_PERMISSION.matcher(error).find()) {
      throw new WarmupException(
          Reason.NOPERM,
          "Redis "
              + name
              + " does not permit RESTORE to the user of the warm-up; permit it with ACL SETUSER"
              + " (conf/redis.conf.md)");
    }
    if (error.contains("DUMP payload version")) {
      throw new WarmupException(
          Reason.STRATEGY_CANNOT, "Redis " + name + " does not understand the source's newer DUMP");
    }
  }
}
