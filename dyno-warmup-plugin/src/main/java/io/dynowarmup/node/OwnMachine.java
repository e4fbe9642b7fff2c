// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;

/** Determines whether a server runs on this machine, so that its files can be read. */
public final class OwnMachine {
  private OwnMachine() {}

  /**
   * @throws IOException if the name cannot be resolved
   */
  public static boolean has(String host) throws IOException {
    InetAddress address = InetAddress.getByName(host);
    return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
  }
}
