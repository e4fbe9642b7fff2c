// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.site.SiteNode;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;

/** A node that is dumped or warmed, with its last reading. Used by one thread. */
final class WarmNode implements AutoCloseable {
  /** A daemon that is restarted answers again within this time. */
  private static final long LONGEST_MILLIS = 120_000;

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
