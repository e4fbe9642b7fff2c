// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

/** What a node answered to a call. Immutable. */
public final class CallResult {
  private final String node;
  private final String text;
  private final boolean done;

  CallResult(String node, String text, boolean done) {
    this.node = node;
    this.text = text;
    this.done = done;
  }

  /** Returns the node: its address, rack and tokens. */
  public String node() {
    return node;
  }

  /** Returns what it said, or why it could not be called. */
  public String text() {
    return text;
  }

  /** Returns whether it did what was asked, or had nothing to abort. */
  public boolean isDone() {
    return done;
  }
}
