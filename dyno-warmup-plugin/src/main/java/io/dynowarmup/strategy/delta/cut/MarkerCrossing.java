// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta.cut;

import io.dynowarmup.redis.RedisData;
import io.dynowarmup.spi.Journals;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes markers through all Dynomites and waits until both Redis have them. Dynomite keeps the
 * order of one node's writes: those before its marker are the earlier ones.
 */
public final class MarkerCrossing implements Crossing {
  /** How long the markers may take. */
  private static final long LIMIT_MILLIS = 3_000;

  private static final long LOOK_MILLIS = 2;

  /** A key of another type is none of the markers. */
  private static final String VALUES =
      "local values = {}\n"
          + "for i, key in ipairs(KEYS) do\n"
          + "  local value = redis.pcall('GETRANGE', key, 0, -1)\n"
          + "  values[i] = type(value) == 'string' and value or ''\n"
          + "end\n"
          + "return values";

  private final TransferContext context;
  private final Journals journals;
  private final RedisPair sides;

  /**
   * @param sides both Redis, in database 0 whenever {@link #await} is called
   */
  public MarkerCrossing(TransferContext context, Journals journals, RedisPair sides) {
    this.context = context;
    this.journals = journals;
    this.sides = sides;
  }

  @Override
  public Optional<String> await(Deadline deadline) throws InterruptedException {
    // A peer that has refused a marker since still writes.
    Optional<String> gap = journals.gap();
    if (gap.isPresent()) {
      return gap;
    }
    Map<String, String> markers = journals.cut(deadline.leftMillis());
    if (markers.isEmpty()) {
      return Optional.of("a Dynomite did not accept a marker");
    }
    Deadline limit =
        Deadline.after(context.ticker(), Math.min(LIMIT_MILLIS, deadline.leftMillis()));
    boolean here = false;
    boolean there = false;
    while (true) {
      here = here || holds(sides.here(), markers);
      there = there || holds(sides.there(), markers);
      if (here && there) {
        return Optional.empty();
      }
      if (limit.passed() || context.cancel().isCancelled()) {
        return Optional.of("a marker did not arrive in time");
      }
      context.pause().millis(LOOK_MILLIS, context.cancel());
    }
  }

  private static boolean holds(RedisData redis, Map<String, String> markers) {
    List<byte[]> keys = new ArrayList<>();
    List<String> values = new ArrayList<>();
    markers.forEach(
        (key, value) -> {
          keys.add(key.getBytes(StandardCharsets.UTF_8));
          values.add(value);
        });
    List<String> held = new ArrayList<>();
    for (byte[] value : redis.eval(VALUES, keys, Collections.emptyList())) {
      held.add(new String(value, StandardCharsets.UTF_8));
    }
    return held.equals(values);
  }
}
