// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.sync.AtomicCopy;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the keys that the last step could not copy, and the reasons, as text for the operator.
 */
final class UnsyncedKeys {
  static final String TOO_LARGE =
      "is being written to all the time, and larger than the "
          + AtomicCopy.MOST_BYTES / (1024 * 1024)
          + " MiB that one copy may have";
  static final String ABSENT = "is being written to, and does not exist at the moment";
  static final String TOUCHED = "was written to although Dynomite was in WRITES_ONLY";
  static final String GROWN = "has just become large";
  static final String LATE = "is being written to, and the time was up";
  static final String MANY = "is one of too many large keys that are being written to";

  private static final int MOST_NAMED = 3;
  private static final String REMEDY =
      ". Pause the writers of these keys for some seconds and start again,"
          + " or copy everything: start --force --strategy replication";

  private final List<String> named = new ArrayList<>();
  private int count;

  void add(HotKey key, String why) {
    count++;
    if (named.size() < MOST_NAMED) {
      named.add(key + " " + why);
    }
  }

  void addAll(List<HotKey> keys, String why) {
    keys.forEach(key -> add(key, why));
  }

  /** Returns the reason for a key whose copy needs more time than WRITES_ONLY allows. */
  static String slow(HotKey key, long leftMillis) {
    return "is being written to all the time, and takes about "
        + key.timing.millis()
        + " ms; "
        + leftMillis
        + " ms were left (raise handover.msec)";
  }

  boolean none() {
    return count == 0;
  }

  /** Returns the text; empty if all keys were copied. */
  @Override
  public String toString() {
    if (count == 0) {
      return "";
    }
    String more = count > named.size() ? "; and " + (count - named.size()) + " more" : "";
    return String.join("; ", named) + more + REMEDY;
  }
}
