// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.journal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What several cuts have found about the keys that were written to before the first of them. Later
 * writes are not affected by what happened before it. A key that is quiet in a cut is compared
 * there. Several cuts must agree before a difference is believed, because one connection may have
 * been faster than the markers. A key that is never quiet does not differ if its value was replaced
 * on both sides after the first cut. Used by one thread.
 */
public final class Findings {
  /** The number of cuts that must find the same difference. */
  public static final int AGREEING = 3;

  private static final class Finding {
    private KeyDifference difference;
    private long changes;
    private int cuts;
  }

  private final Map<JournalKey, Finding> found = new HashMap<>();
  private final Set<JournalKey> busy = new HashSet<>();
  private final Set<JournalKey> overwritten = new HashSet<>();

  /** Offsets of the local Redis before which the last correction of each key has run. */
  private final Map<JournalKey, Long> mended = new HashMap<>();

  private long beginAtSource;
  private long beginAtLocal;
  private String doubt = "";
  private int cuts;

  /**
   * Compares both sides at the cut that each of them has read up to.
   *
   * @throws IllegalStateException if a journal is not at a complete cut
   */
  public void add(Journal source, Journal local) {
    Optional<String> why = source.doubt().isPresent() ? source.doubt() : local.doubt();
    if (why.isPresent()) {
      putInDoubt(why.get());
      return;
    }
    add(source.ledger(), source.cut(), local.ledger(), local.cut());
  }

  void add(Ledger source, Cut atSource, Ledger local, Cut atLocal) {
    if (!atSource.complete() || !atLocal.complete()) {
      throw new IllegalStateException("no cut: " + atSource + ", " + atLocal);
    }
    if (cuts++ == 0) {
      begin(source, atSource, local, atLocal);
    }
    // The markers were written after the corrections.
    mended.replaceAll((key, offset) -> Math.min(offset, atLocal.firstOffset()));
    for (JournalKey key : keys(source, local)) {
      if (source.quietSince(key, atSource.firstOffset())
          && local.quietSince(key, atLocal.firstOffset())) {
        long changes = source.changes(key) + local.changes(key);
        note(key, changes, KeyDifference.of(source.state(key), local.state(key)));
      } else if (!found.containsKey(key)) {
        boolean replaced =
            source.overwrittenSince(key, beginAtSource)
                && local.overwrittenSince(key, mended.getOrDefault(key, beginAtLocal));
        if (replaced) {
          busy.remove(key);
          overwritten.add(key);
        } else if (!overwritten.contains(key)) {
          busy.add(key);
        }
      }
    }
  }

  private static Set<JournalKey> keys(Ledger source, Ledger local) {
    Set<JournalKey> keys = new HashSet<>(source.keys());
    keys.addAll(local.keys());
    return keys;
  }

  /** Chooses the keys. Every write that the first cut precedes runs once on either side. */
  private void begin(Ledger source, Cut atSource, Ledger local, Cut atLocal) {
    keys(source, local).forEach(source::watch);
    keys(source, local).forEach(local::watch);
    source.seal();
    local.seal();
    beginAtSource = atSource.lastOffset();
    beginAtLocal = atLocal.lastOffset();
  }

  /**
   * Notes one comparison.
   *
   * @param changes number of commands so far that may change the difference
   */
  private void note(JournalKey key, long changes, KeyDifference now) {
    busy.remove(key);
    overwritten.remove(key);
    Finding finding = found.computeIfAbsent(key, k -> new Finding());
    boolean sameValue = finding.difference != null && finding.changes == changes;
    // What both sides execute alike changes no difference if there is none.
    boolean stillEqual = now.kind() == KeyDifference.Kind.EQUAL && now.equals(finding.difference);
    if (stillEqual || sameValue && now.equals(finding.difference)) {
      finding.changes = changes;
      finding.cuts++;
      return;
    }
    if (sameValue && isAmount(finding.difference) && isAmount(now)) {
      putInDoubt(
          "two cuts disagree about key "
              + key
              + " ("
              + finding.difference
              + ", then "
              + now
              + "): writes arrive in another order than the markers");
    }
    finding.difference = now;
    finding.changes = changes;
    finding.cuts = 1;
  }

  private static boolean isAmount(KeyDifference difference) {
    return difference.kind() != KeyDifference.Kind.UNKNOWN;
  }

  private void putInDoubt(String why) {
    doubt = doubt.isEmpty() ? why : doubt;
  }

  /** Returns why the differences prove nothing; empty if the cuts agree. */
  public Optional<String> doubt() {
    return doubt.isEmpty() ? Optional.empty() : Optional.of(doubt);
  }

  /** Returns the number of cuts. */
  public int cuts() {
    return cuts;
  }

  /** Returns the keys that differ by amounts, as enough cuts agree; none if there is a doubt. */
  public Map<JournalKey, KeyDifference> amounts() {
    Map<JournalKey, KeyDifference> amounts = new LinkedHashMap<>();
    found.forEach(
        (key, finding) -> {
          if (doubt.isEmpty()
              && finding.cuts >= AGREEING
              && finding.difference.kind() == KeyDifference.Kind.AMOUNTS) {
            amounts.put(key, finding.difference);
          }
        });
    return amounts;
  }

  /**
   * Records that a key was changed here by its amounts. Later cuts must find it equal, or that its
   * value was replaced here after the change: a value that replaced the old one before is wrong.
   */
  public void mended(JournalKey key) {
    found.remove(key);
    overwritten.remove(key);
    busy.add(key);
    mended.put(key, Long.MAX_VALUE);
  }

  /** Returns the number of keys that enough cuts have found equal. */
  public long equal() {
    return doubt.isEmpty()
        ? overwritten.size() + found.values().stream().filter(Findings::isEqual).count()
        : 0;
  }

  private static boolean isEqual(Finding finding) {
    return finding.cuts >= AGREEING && finding.difference.kind() == KeyDifference.Kind.EQUAL;
  }

  /** Returns the keys that are not known to be equal, in the order of their names. */
  public Set<JournalKey> open() {
    Set<JournalKey> open = new TreeSet<>(JournalKey.ORDER);
    open.addAll(busy);
    found.forEach(
        (key, finding) -> {
          if (!doubt.isEmpty() || !isEqual(finding)) {
            open.add(key);
          }
        });
    return open;
  }

  /** Returns the keys that have executed different commands on both sides. */
  public Set<JournalKey> unknown() {
    Set<JournalKey> unknown = new TreeSet<>(JournalKey.ORDER);
    found.forEach(
        (key, finding) -> {
          if (finding.difference.kind() == KeyDifference.Kind.UNKNOWN) {
            unknown.add(key);
          }
        });
    return unknown;
  }
}
