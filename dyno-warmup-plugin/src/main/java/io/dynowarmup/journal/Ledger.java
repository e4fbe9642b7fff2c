// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.journal;

import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.redis.stream.Counter;
import io.dynowarmup.redis.stream.Digest;
import io.dynowarmup.redis.stream.Effect;
import io.dynowarmup.redis.stream.Effects;
import io.dynowarmup.redis.stream.StreamCommand;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state of each key that a stream has changed. Its memory is bounded: beyond that, and after a
 * command whose keys are unknown, the whole stream is in doubt. Reserved keys are left out. Used by
 * one thread.
 */
final class Ledger {
  /** The most bytes that the keys of one ledger take, as {@link #COST} estimates. */
  static final long MOST_BYTES = 32L * 1024 * 1024;

  /** What one key takes beside its name, in bytes, with one counter. */
  static final int COST = 250;

  /** What one more counter of a key takes beside its field. */
  private static final int COUNTER_COST = 100;

  /** A hash with more counters is compared as a whole. */
  private static final int MOST_COUNTERS = 64;

  private static final class Entry {
    private KeyState state = KeyState.UNTOUCHED;
    private long lastOffset;
    private long lastOverwrite;
    private long changes;
  }

  private final Map<JournalKey, Entry> keys = new HashMap<>();
  private final long mostBytes;
  private int database;
  private boolean sealed;
  private long bytes;
  private String doubt = "";

  /**
   * Creates an empty ledger.
   *
   * @param database the database that is selected when the stream begins
   */
  Ledger(int database) {
    this(database, MOST_BYTES);
  }

  Ledger(int database, long mostBytes) {
    this.database = database;
    this.mostBytes = mostBytes;
  }

  void apply(StreamCommand command) {
    if (!doubt.isEmpty()) {
      return;
    }
    Effect effect = Effects.of(command);
    switch (effect.kind()) {
      case NONE:
        return;
      case SELECT:
        database = (int) effect.amount();
        return;
      case UNKNOWN:
        putInDoubt(effect.why());
        return;
      default:
        change(command, effect);
    }
  }

  private void change(StreamCommand command, Effect effect) {
    List<JournalKey> names = new ArrayList<>();
    for (byte[] name : effect.keys()) {
      if (!OwnKeys.contain(name)) {
        names.add(new JournalKey(database, name));
      }
    }
    if (sealed && names.stream().noneMatch(keys::containsKey)) {
      return;
    }
    List<Entry> entries = new ArrayList<>();
    names.forEach(name -> entries.add(entry(name)));
    long before = 0;
    for (Entry entry : entries) {
      before = Digest.mix(before, entry.state.whole());
    }
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      entry.state = after(entry.state, effect, command, before, i);
      entry.lastOffset = command.lastOffset();
      entry.changes += effect.kind() == Effect.Kind.ADD ? 0 : 1;
      if (effect.kind() == Effect.Kind.OVERWRITE || effect.kind() == Effect.Kind.REMOVE) {
        entry.lastOverwrite = command.lastOffset();
      }
    }
    if (bytes > mostBytes) {
      putInDoubt(
          "more keys were written to than the journal holds (" + Units.bytes(mostBytes) + ")");
    }
  }

  private KeyState after(
      KeyState state, Effect effect, StreamCommand command, long before, int position) {
    switch (effect.kind()) {
      case ADD:
        return added(state, effect.counter().get(), effect.amount(), command);
      case OVERWRITE:
        return KeyState.overwritten(command.digest());
      case REMOVE:
        return KeyState.removed();
      default:
        return KeyState.changed(before, command.digest(), position);
    }
  }

  private KeyState added(KeyState state, Counter counter, long amount, StreamCommand command) {
    if (!state.sums().isEmpty() && !state.sums().containsKey(counter)) {
      if (state.sums().size() >= MOST_COUNTERS) {
        return KeyState.changed(state.whole(), command.digest(), 0);
      }
      bytes += COUNTER_COST + counter.field().length;
    }
    return state.added(counter, amount);
  }

  private Entry entry(JournalKey key) {
    Entry known = keys.get(key);
    if (known != null) {
      return known;
    }
    bytes += key.name().length + COST;
    Entry added = new Entry();
    keys.put(key, added);
    return added;
  }

  /** Notes what happens to a key, also if nothing has happened to it so far. */
  void watch(JournalKey key) {
    entry(key);
  }

  /**
   * Ignores commands from now on that concern only keys unknown so far. A command that also
   * concerns a known key may carry a difference over, so all of its keys are known then.
   */
  void seal() {
    sealed = true;
  }

  /** Gives up: from now on nothing is known about any key. */
  void putInDoubt(String why) {
    if (doubt.isEmpty()) {
      doubt = why;
      keys.clear();
    }
  }

  /** Returns why nothing is known about any key; empty if the keys are known. */
  Optional<String> doubt() {
    return doubt.isEmpty() ? Optional.empty() : Optional.of(doubt);
  }

  /** Returns the keys that were changed; none if the whole stream is in doubt. */
  Set<JournalKey> keys() {
    return Collections.unmodifiableSet(new HashSet<>(keys.keySet()));
  }

  KeyState state(JournalKey key) {
    Entry entry = keys.get(key);
    return entry == null ? KeyState.UNTOUCHED : entry.state;
  }

  /** Returns the number of commands that changed the key otherwise than by an addition. */
  long changes(JournalKey key) {
    Entry entry = keys.get(key);
    return entry == null ? 0 : entry.changes;
  }

  /** Returns whether no command has changed the key since this offset. */
  boolean quietSince(JournalKey key, long offset) {
    Entry entry = keys.get(key);
    return entry == null || entry.lastOffset < offset;
  }

  /** Returns whether a command has replaced or removed the whole value after this offset. */
  boolean overwrittenSince(JournalKey key, long offset) {
    Entry entry = keys.get(key);
    return entry != null && entry.lastOverwrite > offset;
  }
}
