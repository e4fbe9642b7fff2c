// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

import io.dynowarmup.redis.RedisData;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares the names of all keys of one part with SCAN and EXISTS, because the number of keys of a
 * server says nothing about a part of them. A name that is on one side only is looked up again,
 * because a write or a removal may be on its way.
 */
final class PartNames {
  private static final String START = "0";
  private static final long PAUSE_MILLIS = 100;
  private static final long AGAIN_MILLIS = 3_000;

  /** Above this the names are looked up again at once, and then the comparison ends. */
  private static final int MOST_APART = 5_000;

  private final RedisPair sides;
  private final boolean ownKeys;
  private Map<Integer, List<byte[]>> apart = new TreeMap<>();
  private long here;
  private long there;
  private long onlyHere;
  private boolean complete = true;

  /**
   * @param sides limited to the part
   * @param ownKeys whether a key that only this node has is no difference
   */
  PartNames(RedisPair sides, boolean ownKeys) {
    this.sides = sides;
    this.ownKeys = ownKeys;
  }

  /**
   * Compares the names, those of the source first.
   *
   * @param limit when no further names are compared; names on one side only are looked up later
   * @param wayMillis how long a write may take to the other side
   */
  void compare(Deadline limit, long wayMillis) throws InterruptedException {
    Throttle throttle = sides.throttle();
    // Without the round trip, each page would seem to be that expensive, and the next one smaller.
    sides.probe();
    Deadline half = Deadline.after(throttle.ticker(), limit.leftMillis() / 2);
    for (int database : sides.databases()) {
      sides.select(database);
      namesOfSource(database, half);
    }
    for (int database : sides.databases()) {
      sides.select(database);
      namesHere(database, limit);
    }
    Deadline rest = Deadline.after(throttle.ticker(), AGAIN_MILLIS + wayMillis);
    while (onOneSide() > 0 && !rest.passed() && !throttle.cancelled()) {
      throttle.waitMillis(Math.min(PAUSE_MILLIS, rest.leftMillis() + 1));
      again();
    }
  }

  private void namesOfSource(int database, Deadline limit) throws InterruptedException {
    String cursor = START;
    do {
      RedisData.Page page = sides.namesThere(cursor);
      List<byte[]> names = page.keys();
      there += names.size();
      absent(database, names, presentHere(names));
      cursor = page.cursor();
      recheckIfMany(cursor);
    } while (!START.equals(cursor) && mayContinue(limit));
    complete = complete && START.equals(cursor);
  }

  private List<Boolean> presentHere(List<byte[]> names) {
    sides.throttle().sendsHere(names);
    return sides.prints().present(sides.here(), names).value();
  }

  private void namesHere(int database, Deadline limit) throws InterruptedException {
    String cursor = START;
    int atOnce = sides.throttle().atOnce(Throttle.Work.PRESENCE);
    List<byte[]> names = new ArrayList<>();
    do {
      RedisData.Page page = sides.scanHere(cursor);
      here += page.keys().size();
      names.addAll(page.keys());
      cursor = page.cursor();
      // On a long round trip, the names of several pages are looked up together.
      if (names.size() >= atOnce) {
        lookUp(database, names);
        names = new ArrayList<>();
      }
      recheckIfMany(cursor);
    } while (!START.equals(cursor) && mayContinue(limit));
    lookUp(database, names);
    complete = complete && START.equals(cursor);
  }

  private void lookUp(int database, List<byte[]> names) throws InterruptedException {
    if (!ownKeys) {
      absent(database, names, sides.presentThere(names));
    }
  }

  private void absent(int database, List<byte[]> names, List<Boolean> present) {
    for (int i = 0; i < names.size(); i++) {
      if (!present.get(i)) {
        apart.computeIfAbsent(database, db -> new ArrayList<>()).add(names.get(i));
      }
    }
  }

  /**
   * Looks up the names on one side only again if there are many, unless this was the last page.
   *
   * @param cursor of the next page
   */
  private void recheckIfMany(String cursor) throws InterruptedException {
    if (!START.equals(cursor) && onOneSide() > MOST_APART) {
      int selected = sides.database();
      again();
      sides.select(selected);
    }
  }

  private boolean mayContinue(Deadline limit) {
    return !limit.passed() && !sides.throttle().cancelled() && onOneSide() <= MOST_APART;
  }

  private void again() throws InterruptedException {
    Map<Integer, List<byte[]>> before = apart;
    apart = new TreeMap<>();
    onlyHere = 0;
    for (Map.Entry<Integer, List<byte[]>> some : before.entrySet()) {
      sides.select(some.getKey());
      List<byte[]> names = some.getValue();
      List<Boolean> atSource = sides.presentThere(names);
      List<Boolean> onThisNode = presentHere(names);
      for (int i = 0; i < names.size(); i++) {
        boolean same = onThisNode.get(i).equals(atSource.get(i));
        if (!same && !(ownKeys && onThisNode.get(i))) {
          onlyHere += onThisNode.get(i) ? 1 : 0;
          apart.computeIfAbsent(some.getKey(), db -> new ArrayList<>()).add(names.get(i));
        }
      }
    }
  }

  /** Returns how many names are on one side only. */
  long onOneSide() {
    return apart.values().stream().mapToLong(List::size).sum();
  }

  /** Returns how many names this node has; a name that SCAN returns twice counts twice. */
  long here() {
    return here;
  }

  /**
   * Returns how many names the source has. Both sides are listed one after the other, so the number
   * follows from the names of this node and from those on one side only, if all were compared.
   */
  long there() {
    return complete && !ownKeys ? here + onOneSide() - 2 * onlyHere : there;
  }

  /** Returns whether all names of both sides were compared. */
  boolean complete() {
    return complete;
  }

  /** Returns what an operator must know, a clause; empty if all names are on both sides. */
  Optional<String> note() {
    List<String> notes = new ArrayList<>();
    if (!complete) {
      notes.add("not all names of keys were compared, because it took too long");
    }
    if (onOneSide() > 0) {
      notes.add(onOneSide() + " on one side only");
    }
    return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes));
  }
}
