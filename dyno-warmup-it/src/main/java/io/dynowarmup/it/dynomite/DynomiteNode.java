// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/** One Dynomite in front of one Redis. It can be started again after it was stopped or killed. */
public interface DynomiteNode extends AutoCloseable {
  /** Returns when the admin port answers and the client and peer ports accept. */
  void start();

  /** Asks it to leave, and waits until it has. */
  void stop();

  /** SIGKILL, or what comes closest. */
  void kill();

  /** SIGSTOP, or what comes closest: connected, but no answers. */
  void freeze();

  /** Ends a freeze. */
  void thaw();

  /**
   * What a gossip message, or the gossip interval, does to a Dynomite that gossips: its state is
   * NORMAL, whatever it was told before.
   *
   * @throws UnsupportedOperationException by a real one: that needs a peer that gossips
   */
  default void resetToNormalByGossip() {
    throw new UnsupportedOperationException("Only a stand-in can be made to hear gossip");
  }

  boolean isRunning();

  /** Where clients speak Redis to it. */
  InetSocketAddress client();

  /** Its HTTP port. */
  InetSocketAddress admin();

  /** Where its peers speak to it. */
  InetSocketAddress dyn();

  /** What it was started with. */
  NodeSpec spec();

  /** Its {@code dynomite.yml}; the file is there before the first start. */
  Path yml();

  /** What it logged so far. */
  String log();

  /** Speaks to its admin port. */
  default AdminClient adminClient() {
    return new AdminClient(admin());
  }

  @Override
  void close();
}
