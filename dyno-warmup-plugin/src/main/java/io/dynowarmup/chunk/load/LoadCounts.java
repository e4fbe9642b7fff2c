// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What was loaded so far, and what could not be. Thread-safe. */
public final class LoadCounts {
  private static final int MOST_NAMED = 5;

  private long chunks;
  private long keys;
  private long bytes;
  private long expired;
  private long refused;
  private long damages;
  private final List<String> named = new ArrayList<>();

  /** Returns the sum of both. */
  LoadCounts plus(LoadCounts more) {
    LoadCounts sum = new LoadCounts();
    sum.add(this);
    sum.add(more);
    return sum;
  }

  private synchronized void add(LoadCounts more) {
    chunks += more.chunks();
    keys += more.keys();
    bytes += more.bytes();
    expired += more.expired();
    refused += more.refused();
    damages += more.damages();
    more.sentences().forEach(this::name);
  }

  synchronized void chunk() {
    chunks++;
  }

  synchronized void key(long size) {
    keys++;
    bytes += size;
  }

  synchronized void skipped() {
    expired++;
  }

  /** Records a key that Redis did not accept. */
  synchronized void refused(String why) {
    refused++;
    name(why);
  }

  /** Records a part of the dump that is damaged or missing. */
  synchronized void damaged(String what) {
    damages++;
    name(what);
  }

  private void name(String what) {
    if (named.size() < MOST_NAMED) {
      named.add(what);
    }
  }

  public synchronized long chunks() {
    return chunks;
  }

  /** Returns the keys that were written; a key that is there twice counts twice. */
  public synchronized long keys() {
    return keys;
  }

  /** Returns the bytes of their values. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Returns the keys that had expired since the dump. */
  public synchronized long expired() {
    return expired;
  }

  /** Returns the keys that Redis did not accept. */
  public synchronized long refused() {
    return refused;
  }

  /** Returns the number of parts that are damaged or missing. */
  public synchronized long damages() {
    return damages;
  }

  /** Returns a sentence for each of the first damages and refusals. */
  public synchronized List<String> sentences() {
    return Collections.unmodifiableList(new ArrayList<>(named));
  }
}
