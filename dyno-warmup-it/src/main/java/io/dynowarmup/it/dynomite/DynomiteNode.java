// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/** One Dynomite in front of one Redis. It can be started again after it was stopped or killed. */
public interface DynomiteNode extends AutoCloseable {
  /**
   * Starts the node. Returns when the admin port answers and the client and peer ports accept
   * connections.
   */
  void start();

  /** Asks the node to exit and waits until it has exited. */
  void stop();

  /** Sends SIGKILL, or does the closest equivalent. */
  void kill();

  /**
   * Sends SIGSTOP, or does the closest equivalent: connections stay open, but nothing is answered.
   */
  void freeze();

  /** Ends a freeze. */
  void thaw();

  /**
   * Sets the state to NORMAL, whatever it was before. A gossip message or an elapsed gossip
   * interval does this to a Dynomite with gossip enabled.
   *
   * @throws UnsupportedOperationException for a real Dynomite, which needs a gossiping peer for
   *     this
   */
  default void resetToNormalByGossip() {
    throw new UnsupportedOperationException("Only a stand-in can be made to hear gossip");
  }

  boolean isRunning();

  /** Returns the address of the Redis protocol port for clients. */
  default InetSocketAddress client() {
    return spec().client();
  }

  /** Returns the address of the HTTP port. */
  default InetSocketAddress admin() {
    return spec().admin();
  }

  /** Returns the address of the port for peers. */
  default InetSocketAddress dyn() {
    return spec().dyn();
  }

  /** Returns the specification that the node was started with. */
  NodeSpec spec();

  /**
   * Returns the path of the node's {@code dynomite.yml}. The file exists before the first start.
   */
  Path yml();

  /** Returns what the node has logged so far. */
  String log();

  /** Returns a client of the node's admin port. */
  default AdminClient adminClient() {
    return new AdminClient(admin());
  }

  @Override
  void close();
}
