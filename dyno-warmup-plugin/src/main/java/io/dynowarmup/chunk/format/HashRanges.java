// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A set of hashes from 0 to 4294967295, as ranges. Immutable. */
public final class HashRanges {
  /** No hash. */
  public static final HashRanges NONE = new HashRanges(new ArrayList<>());

  /** Every hash. */
  public static final HashRanges ALL = NONE.plus(0, 0);

  /** The number of hashes. */
  static final long RING = 1L << 32;

  private static final Pattern RANGE = Pattern.compile("(\\d{1,10})-(\\d{1,10})");

  /** Disjoint, in ascending order, and not next to each other. */
  private final List<Range> ranges;

  private HashRanges(List<Range> ranges) {
    this.ranges = ranges;
  }

  /**
   * Returns this set and the hashes above one token, up to and including another. They may pass
   * 4294967295 and continue at 0. If both tokens are equal, they are all hashes.
   */
  public HashRanges plus(long after, long upTo) {
    List<Range> all = new ArrayList<>(ranges);
    if (after >= upTo) {
      addUnlessEmpty(all, after + 1, RING - 1);
      addUnlessEmpty(all, 0, upTo);
    } else {
      all.add(new Range(after + 1, upTo));
    }
    return joined(all);
  }

  /** Returns the hashes from the first to the last, both included. */
  static HashRanges of(long first, long last) {
    List<Range> all = new ArrayList<>();
    addUnlessEmpty(all, first, last);
    return new HashRanges(all);
  }

  private static void addUnlessEmpty(List<Range> all, long first, long last) {
    if (first <= last) {
      all.add(new Range(first, last));
    }
  }

  private static HashRanges joined(List<Range> all) {
    all.sort(Comparator.comparingLong(r -> r.first));
    List<Range> joined = new ArrayList<>();
    for (Range next : all) {
      Range last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && next.first <= last.last + 1) {
        joined.set(joined.size() - 1, new Range(last.first, Math.max(last.last, next.last)));
      } else {
        joined.add(next);
      }
    }
    return new HashRanges(joined);
  }

  /** Returns the hashes that are in both sets. */
  public HashRanges and(HashRanges other) {
    List<Range> both = new ArrayList<>();
    for (Range a : ranges) {
      for (Range b : other.ranges) {
        addUnlessEmpty(both, Math.max(a.first, b.first), Math.min(a.last, b.last));
      }
    }
    return joined(both);
  }

  /** Returns the hashes of this set that are not in the other. */
  public HashRanges minus(HashRanges other) {
    List<Range> rest = new ArrayList<>();
    long from = 0;
    for (Range r : other.ranges) {
      addUnlessEmpty(rest, from, r.first - 1);
      from = r.last + 1;
    }
    addUnlessEmpty(rest, from, RING - 1);
    return and(new HashRanges(rest));
  }

  public boolean contains(long hash) {
    for (Range r : ranges) {
      if (hash >= r.first && hash <= r.last) {
        return true;
      }
    }
    return false;
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** Returns the number of hashes. */
  public long size() {
    return ranges.stream().mapToLong(r -> r.last - r.first + 1).sum();
  }

  /**
   * Parses what {@link #toString} returns.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static HashRanges parse(String text) {
    List<Range> all = new ArrayList<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      Matcher m = RANGE.matcher(part);
      if (!m.matches()) {
        throw new IllegalArgumentException("'" + Fields.shown(part) + "' is not a range of hashes");
      }
      long first = Long.parseLong(m.group(1));
      long last = Long.parseLong(m.group(2));
      if (first > last || last >= RING) {
        throw new IllegalArgumentException("'" + Fields.shown(part) + "' is not a range of hashes");
      }
      all.add(new Range(first, last));
    }
    return joined(all);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof HashRanges && o.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** Returns a text such as "0-99,1000-4294967295"; the first and the last hash are included. */
  @Override
  public String toString() {
    return ranges.stream().map(r -> r.first + "-" + r.last).collect(Collectors.joining(","));
  }

  /** Hashes that follow each other. */
  private static final class Range {
    private final long first;
    private final long last;

    Range(long first, long last) {
      this.first = first;
      this.last = last;
    }
  }
}
