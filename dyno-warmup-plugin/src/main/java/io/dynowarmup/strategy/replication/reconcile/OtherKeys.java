// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication.reconcile;

import io.dynowarmup.journal.Journal;
import io.dynowarmup.journal.JournalKey;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Swap;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Makes keys whose commands differ on both sides equal to the source's, by compare-and-set.
 *
 * <p>A key is compared, and replaced, only after no command has reached it on either side for the
 * settle time; the journals show that. So no write to it is on its way. A key that was replaced has
 * to stand still and is compared again before it counts as equal.
 */
final class OtherKeys {
  /** More keys would take too long while reads are refused. */
  static final int MOST_KEYS = 20_000;

  /** The most keys that one command concerns. A script over so many blocks for some ms. */
  private static final int BATCH = 500;

  private static final int FIRST_PACKET = 10;
  private static final int MOST_PACKET = 250;
  private static final long MOST_FETCHED_BYTES = 4L * 1024 * 1024;

  private final TransferContext context;
  private final Journal there;
  private final Journal here;
  private final long settleNanos;
  private final Deadline deadline;
  private final RedisPair pair;

  /** When a command has last reached each key, or later; in the order of their time. */
  private final Map<JournalKey, Long> open = new LinkedHashMap<>();

  private final Set<JournalKey> equal = new HashSet<>();
  private final Set<JournalKey> seen = new HashSet<>();
  private int packet = FIRST_PACKET;
  private long beginThere;
  private long beginHere;

  /**
   * Creates the comparison.
   *
   * @param settleMillis longer than a write takes from one side to the other
   * @param deadline no key is replaced after it
   */
  OtherKeys(
      TransferContext context, Journal there, Journal here, long settleMillis, Deadline deadline) {
    this.context = context;
    this.there = there;
    this.here = here;
    this.deadline = deadline;
    this.settleNanos = TimeUnit.MILLISECONDS.toNanos(settleMillis);
    Throttle throttle =
        new Throttle(
            context.ticker(),
            context.pause(),
            context.cancel(),
            context.config().deltaKeysPerSecond(),
            context.config().deltaBytesPerSecond());
    this.pair = new RedisPair(context.localData(), context.sourceData(), throttle);
  }

  /** Watches keys of database 0 from now on. */
  void watch(Collection<JournalKey> keys) {
    there.readOn();
    here.readOn();
    noteWrites();
    for (JournalKey key : keys) {
      if (key.database() == 0 && seen.size() < MOST_KEYS && seen.add(key)) {
        open.put(key, context.ticker().nanos());
      }
    }
  }

  /** Makes watched keys equal that stand still. */
  void step() throws InterruptedException {
    noteWrites();
    List<JournalKey> still = still();
    if (!still.isEmpty() && !ended()) {
      compare(still);
    }
  }

  /** Returns the keys that are equal on both sides. */
  Set<JournalKey> equal() {
    return equal;
  }

  private boolean ended() {
    return deadline.passed()
        || context.cancel().isCancelled()
        || there.doubt().isPresent()
        || here.doubt().isPresent();
  }

  /** Notes which keys commands have reached since the last call. */
  private void noteWrites() {
    there.readOn();
    here.readOn();
    long now = context.ticker().nanos();
    open.replaceAll((key, last) -> isQuiet(key) ? last : now);
    beginThere = there.offset() + 1;
    beginHere = here.offset() + 1;
  }

  private boolean isQuiet(JournalKey key) {
    return there.quietSince(key, beginThere) && here.quietSince(key, beginHere);
  }

  /** Returns keys that no command has reached for the settle time. */
  private List<JournalKey> still() {
    long now = context.ticker().nanos();
    List<JournalKey> still = new ArrayList<>();
    for (Map.Entry<JournalKey, Long> key : open.entrySet()) {
      if (still.size() < BATCH && now - key.getValue() > settleNanos) {
        still.add(key.getKey());
      }
    }
    return still;
  }

  /** Compares keys that stand still, and replaces those that differ. */
  private void compare(List<JournalKey> keys) throws InterruptedException {
    List<byte[]> names = new ArrayList<>();
    keys.forEach(key -> names.add(key.name()));
    long readAt = context.ticker().nanos();
    List<Fingerprint> prints = pair.printsHere(names);
    List<Fingerprint> source = pair.prints().of(pair.there(), names).value();
    Set<JournalKey> same = new HashSet<>();
    List<byte[]> wanted = new ArrayList<>();
    List<Fingerprint> before = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (prints.get(i).large() || source.get(i).large()) {
        // It takes too long to compare and stays in doubt.
        open.remove(keys.get(i));
      } else if (pair.same(names.get(i), prints.get(i), source.get(i))) {
        same.add(keys.get(i));
      } else {
        wanted.add(names.get(i));
        before.add(prints.get(i));
      }
    }
    noteWrites();
    // A command that came meanwhile may be on one side only.
    same.removeIf(key -> open.get(key) == null || open.get(key) > readAt);
    open.keySet().removeAll(same);
    replace(wanted, before, readAt);
    if (!ended()) {
      equal.addAll(same);
    }
  }

  /**
   * Replaces keys in packets. A packet holds more values the smaller those of the last one were:
   * each costs a round trip, and all its values are in memory.
   */
  private void replace(List<byte[]> wanted, List<Fingerprint> before, long readAt)
      throws InterruptedException {
    if (wanted.isEmpty() || ended()) {
      return;
    }
    context.checkSourceServes();
    int begin = 0;
    while (begin < wanted.size() && !ended()) {
      int end = Math.min(wanted.size(), begin + packet);
      replacePacket(wanted.subList(begin, end), before.subList(begin, end), readAt);
      begin = end;
    }
  }

  private void replacePacket(List<byte[]> wanted, List<Fingerprint> before, long readAt)
      throws InterruptedException {
    List<Payload> payloads = pair.there().dump(wanted);
    long bytes = payloads.stream().filter(p -> !p.absent()).mapToLong(p -> p.bytes().length).sum();
    packet = bytes < MOST_FETCHED_BYTES / 8 ? Math.min(MOST_PACKET, 5 * packet) : FIRST_PACKET;
    noteWrites();
    List<Swap> swaps = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      JournalKey key = new JournalKey(0, wanted.get(i));
      if (open.containsKey(key) && open.get(key) <= readAt) {
        swaps.add(new Swap(wanted.get(i), before.get(i), readAt, payloads.get(i)));
      }
    }
    pair.swap(swaps);
    long now = context.ticker().nanos();
    swaps.forEach(swap -> open.replace(new JournalKey(0, swap.key()), now));
  }
}
