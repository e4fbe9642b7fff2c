// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta.removal;

import io.dynowarmup.redis.RedisData;
import io.dynowarmup.sync.Mismatch;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.time.Deadline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Protects the keys that a node held before the comparison began, if none of them may be removed.
 * Keys that the comparison itself copied may be removed when the source deletes them.
 */
public final class ProtectedKeys {
  private static final String START = "0";

  private final boolean wanted;
  private final Map<Integer, HeldKeys> held = new HashMap<>();
  private final KeptKeys kept = new KeptKeys();
  private Queue<Integer> databases;
  private String cursor = START;
  private long listed;

  /**
   * Creates the set.
   *
   * @param wanted false to record and protect no keys
   */
  public ProtectedKeys(boolean wanted) {
    this.wanted = wanted;
  }

  /**
   * Lists the keys of this node until the limit has passed; the next call continues.
   *
   * @return whether all keys are listed
   */
  public boolean list(RedisPair sides, Deadline limit) {
    if (!wanted) {
      return true;
    }
    if (databases == null) {
      databases = new ArrayDeque<>(sides.here().databases());
    }
    if (databases.isEmpty()) {
      return true;
    }
    int before = sides.database();
    while (!databases.isEmpty() && !limit.passed()) {
      listPage(sides, databases.peek());
    }
    sides.select(before);
    return databases.isEmpty();
  }

  private void listPage(RedisPair sides, int database) {
    sides.select(database);
    HeldKeys keys = held.computeIfAbsent(database, d -> new HeldKeys(sides.here().size()));
    RedisData.Page page = sides.scanHere(cursor);
    page.keys().forEach(keys::add);
    listed += page.keys().size();
    cursor = page.cursor();
    if (cursor.equals(START)) {
      databases.remove();
    }
  }

  /** Returns the number of keys that are listed so far. */
  public long listed() {
    return listed;
  }

  /** Returns the mismatches without the removals of protected keys. */
  public List<Mismatch> without(RedisPair sides, List<Mismatch> allowed) {
    HeldKeys mine = held.get(sides.database());
    List<Mismatch> left = new ArrayList<>();
    for (Mismatch mismatch : allowed) {
      if (mine != null && mismatch.there().absent() && mine.has(mismatch.key())) {
        kept.add(mismatch.database(), mismatch.key(), "");
      } else {
        left.add(mismatch);
      }
    }
    return left;
  }

  /** Warns once about the keys that were kept. */
  public void tell(Object source, Consumer<String> warnings) {
    if (kept.any()) {
      warnings.accept(
          kept.text(source)
              + ", were kept because this node received them while it was cold; compare both with"
              + " verify full");
      kept.clear();
    }
  }
}
