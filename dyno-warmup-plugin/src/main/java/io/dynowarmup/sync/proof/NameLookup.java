// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.report.ProofReport;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks up random keys of both sides by name, with EXISTS, where a script was not answered, as
 * while the source holds scripts back (CLIENT PAUSE).
 */
final class NameLookup {
  private static final int AT_ONCE = 25;
  private static final long PAUSE_MILLIS = 100;

  private final RedisNode local;
  private final RedisNode source;
  private final Throttle throttle;
  private Predicate<byte[]> part = key -> true;
  private boolean taken;
  private boolean unanswered;
  private long named;
  private long onOneSide;

  NameLookup(RedisNode local, RedisNode source, Throttle throttle) {
    this.local = local;
    this.source = source;
    this.throttle = throttle;
  }

  void within(Optional<Predicate<byte[]>> keys) {
    part = keys.orElse(key -> true);
  }

  /**
   * Looks up the names. Those that are on one side only are looked up again until the limit, and at
   * least for as long as a write takes, because a write may be on its way.
   *
   * @param each number of keys to draw from each side
   * @param wayMillis how long a write may take to the other side
   * @param ownKeys whether a key that only this node has is no difference
   */
  void lookUp(int each, Deadline limit, long wayMillis, boolean ownKeys, Evictions evictions)
      throws InterruptedException {
    try {
      List<byte[]> keys = new ArrayList<>(source.randomKeys(each));
      keys.addAll(local.randomKeys(each));
      keys.removeIf(key -> OwnKeys.contain(key) || !part.test(key));
      List<List<byte[]>> differing = new ArrayList<>();
      for (int from = 0; from < keys.size(); from += AT_ONCE) {
        differing.add(keys.subList(from, Math.min(keys.size(), from + AT_ONCE)));
      }
      differing.removeIf(some -> apart(some, ownKeys) == 0);
      onOneSide = settled(differing, limit.orLater(limit.leftMillis() + wayMillis), ownKeys);
      long evicted = evictions == Evictions.NONE ? 0 : keys.size() / ProofRules.ONE_OF_A_CACHE;
      onOneSide = Math.max(0, onOneSide - evicted);
      named = keys.size();
      taken = true;
    } catch (WarmupException e) {
      unanswered = e.reason().isTransient();
    } catch (UnsupportedOperationException e) {
      // the numbers of keys are left
    }
  }

  /** Looks up all that differ, one after the other, so that each has the same time to arrive. */
  private long settled(List<List<byte[]>> differing, Deadline rest, boolean ownKeys)
      throws InterruptedException {
    while (!differing.isEmpty() && !rest.passed() && !throttle.cancelled()) {
      throttle.waitMillis(Math.min(PAUSE_MILLIS, rest.leftMillis() + 1));
      differing.removeIf(some -> apart(some, ownKeys) == 0);
    }
    return differing.stream().mapToLong(some -> apart(some, ownKeys)).sum();
  }

  /**
   * Returns by how many of the keys the sides differ. A key that both have lost is no difference.
   */
  private long apart(List<byte[]> keys, boolean ownKeys) {
    throttle.sends(keys);
    long there = source.present(keys).orElse(keys.size());
    long here = local.present(keys).orElse(keys.size());
    return ownKeys ? Math.max(0, there - here) : Math.abs(there - here);
  }

  ProofReport.Builder addTo(ProofReport.Builder report) {
    return taken ? report.named(named).onOneSide(onOneSide) : report.unanswered(unanswered);
  }
}
