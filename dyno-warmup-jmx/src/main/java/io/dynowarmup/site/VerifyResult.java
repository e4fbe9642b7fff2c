// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import io.dynowarmup.jmx.remote.BeanSnapshot;

/** What a full verification of one node has found. Immutable. */
public final class VerifyResult {
  private static final String RUNNING = "RUNNING";

  private final String node;
  private final String state;
  private final String reason;
  private final BeanSnapshot now;

  private VerifyResult(String node, String state, String reason, BeanSnapshot now) {
    this.node = node;
    this.state = state;
    this.reason = reason;
    this.now = now;
  }

  static VerifyResult running(String node) {
    return new VerifyResult(node, RUNNING, "", BeanSnapshot.NONE);
  }

  /** A verification that could not begin, or whose result cannot be read. */
  static VerifyResult failed(String node, String why) {
    return new VerifyResult(node, "FAILED", why, BeanSnapshot.NONE);
  }

  static VerifyResult of(String node, BeanSnapshot now) {
    return new VerifyResult(node, now.text("VerifyState"), now.text("VerifyReason"), now);
  }

  /** Returns the node: its address, rack and tokens. */
  public String node() {
    return node;
  }

  /** Returns RUNNING, DONE, ABORTED or FAILED. */
  public String state() {
    return state;
  }

  public boolean isRunning() {
    return state.equals(RUNNING);
  }

  /** Returns whether all keys were compared. */
  public boolean isDone() {
    return state.equals("DONE");
  }

  /** Returns why it failed or was ended, a sentence; may be empty. */
  public String reason() {
    return reason;
  }

  /** Returns how far it is, 0 to 100; -1 if unknown. */
  public long percent() {
    return now.number("VerifyPercent");
  }

  /** Returns how many keys were compared, counted once for each peer; -1 if unknown. */
  public long keys() {
    return now.number("VerifyKeys");
  }

  /** Returns how many keys differ, over all peers; -1 if unknown. */
  public long differences() {
    return now.number("VerifyDifferences");
  }
}
