// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.site.SiteNode;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** A node that is dumped or warmed, with its last reading. Used by one thread. */
final class WarmNode implements AutoCloseable {
  /** A daemon that is restarted answers again within this time. */
  private static final long LONGEST_MILLIS = 120_000;

  private static final long END_MILLIS = 10_000;
  private static final long POLL_MILLIS = 200;

  private final SiteNode node;
  private final Ticker ticker;
  private BeanSnapshot now = BeanSnapshot.NONE;
  private Deadline answers;
  private boolean fresh;

  WarmNode(SiteNode node, Ticker ticker) {
    this.node = node;
    this.ticker = ticker;
  }

  Peer peer() {
    return node.peer();
  }

  /** Returns the name under which the state keeps the node. */
  String key() {
    return node.peer().dynomite().toString();
  }

  String name() {
    return node.name();
  }

  /**
   * Reads the node. A node that does not answer for a while keeps its last reading.
   *
   * @throws WarmupException if it has not answered for two minutes, or never
   */
  BeanSnapshot read() throws InterruptedException {
    try {
      fresh = false;
      now = node.read();
      fresh = true;
      answers = Deadline.after(ticker, LONGEST_MILLIS);
    } catch (WarmupException e) {
      if (answers == null || answers.passed()) {
        throw new WarmupException(e.reason(), name() + ": " + e.getMessage(), e);
      }
    }
    return now;
  }

  /**
   * Reads the node now.
   *
   * @throws WarmupException if it does not answer
   */
  BeanSnapshot readNow() throws InterruptedException {
    fresh = false;
    now = node.read();
    fresh = true;
    return now;
  }

  /** Reads the node until the reading is as expected, or for ten seconds. */
  BeanSnapshot readUntil(Predicate<BeanSnapshot> expected, Pause pause)
      throws InterruptedException {
    Deadline until = Deadline.after(ticker, END_MILLIS);
    BeanSnapshot reading = readNow();
    while (!expected.test(reading) && !until.passed()) {
      pause.millis(POLL_MILLIS, CancelSignal.never());
      reading = readNow();
    }
    return reading;
  }

  /**
   * Reads nodes before anything is done with them.
   *
   * @return what does not answer, in words; empty if all nodes do
   */
  static List<String> silent(Collection<WarmNode> nodes) throws InterruptedException {
    List<String> silent = new ArrayList<>();
    for (WarmNode node : nodes) {
      try {
        node.read();
      } catch (WarmupException e) {
        silent.add(e.getMessage());
      }
    }
    return silent;
  }

  /** Returns whether the last reading is what the node has just answered. */
  boolean isFresh() {
    return fresh;
  }

  BeanSnapshot last() {
    return now;
  }

  String invoke(String operation, String... arguments) throws InterruptedException {
    String answer = node.invoke(operation, arguments);
    answers = Deadline.after(ticker, LONGEST_MILLIS);
    return answer;
  }

  @Override
  public void close() {
    node.close();
  }
}
