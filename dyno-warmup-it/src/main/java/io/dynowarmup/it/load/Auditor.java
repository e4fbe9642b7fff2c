// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.load;

import io.dynowarmup.it.redis.RedisServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.Jedis;

/** Compares the ledger of a load with the contents of a Redis. */
final class Auditor {
  private static final int BATCH = 1_000;
  private static final int MOST_EXAMPLES = 5;

  private final Map<String, Long> expected;
  private final Set<String> uncertain;
  private final boolean counters;
  private final List<String> examples = new ArrayList<>();
  private long lost;
  private long doubled;
  private long wrongKeys;

  private Auditor(Map<String, Long> expected, Set<String> uncertain, boolean counters) {
    this.expected = expected;
    this.uncertain = uncertain;
    this.counters = counters;
  }

  static Auditor of(Workload workload, Ledger ledger) {
    boolean counters = workload instanceof Workload.Counters;
    Map<String, Long> expected = new HashMap<>();
    ledger.forEachAcked(
        number ->
            expected.merge(
                workload.key(number),
                counters ? 1 : number,
                counters ? Long::sum : (Long a, Long b) -> Math.max(a, b)));
    Set<String> uncertain = new HashSet<>();
    ledger.forEachUncertain(number -> uncertain.add(workload.key(number)));
    return new Auditor(expected, uncertain, counters);
  }

  LoadCheck check(RedisServer redis) {
    List<String> keys = List.copyOf(expected.keySet());
    try (Jedis jedis = redis.client()) {
      for (int from = 0; from < keys.size(); from += BATCH) {
        List<String> some = keys.subList(from, Math.min(from + BATCH, keys.size()));
        List<String> values = jedis.mget(some.toArray(new String[0]));
        for (int i = 0; i < some.size(); i++) {
          check(some.get(i), values.get(i));
        }
      }
    }
    return new LoadCheck(keys.size(), lost, doubled, wrongKeys, List.copyOf(examples));
  }

  private void check(String key, String value) {
    long wanted = expected.get(key);
    long found = value == null ? -1 : Workload.Sets.number(value);
    if (counters) {
      found = Math.max(found, 0);
    }
    boolean more = found > wanted;
    // A write without an answer may have been applied. So the value may be ahead of the ledger, but
    // never behind it.
    if (found == wanted || (more && uncertain.contains(key))) {
      return;
    }
    wrongKeys++;
    if (counters) {
      lost += Math.max(0, wanted - found);
      doubled += Math.max(0, found - wanted);
    } else {
      lost++;
    }
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(key + " is " + value + ", acknowledged was " + wanted);
    }
  }
}
