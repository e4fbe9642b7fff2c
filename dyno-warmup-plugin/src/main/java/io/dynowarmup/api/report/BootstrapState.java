// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api.report;

/** Whether a node with {@code requires.bootstrap} is still closed. */
public enum BootstrapState {
  /** The setting {@code requires.bootstrap} is false. */
  NOT_REQUIRED(false, ""),
  /** The node is closed until it is bootstrapped or opened as it is. */
  REQUIRES_BOOTSTRAP(
      true,
      "it requires a bootstrap (requires.bootstrap): 'site bootstrap' or 'start' warms it and opens"
          + " it, 'enable-incoming-replication' opens it as it is"),
  /** A bootstrap has begun and is not over; the node is closed. */
  BOOTSTRAPPING(true, "its bootstrap has begun and is not over (requires.bootstrap)"),
  /** The node is warm and takes writes; reads are closed until it is opened. */
  BOOTSTRAPPED(
      true,
      "it is bootstrapped and takes writes; 'enable-incoming-replication' or 'site bootstrap' opens"
          + " it for reads (requires.bootstrap)"),
  /** The node was bootstrapped, or opened as it was. */
  OPEN(false, "");

  private final boolean closed;
  private final String text;

  BootstrapState(boolean closed, String text) {
    this.closed = closed;
    this.text = text;
  }

  /** Returns whether Dynomite is kept from serving reads. */
  public boolean isClosed() {
    return closed;
  }

  /** Returns why the node is closed and what opens it; empty if it is not closed. */
  public String text() {
    return text;
  }
}
