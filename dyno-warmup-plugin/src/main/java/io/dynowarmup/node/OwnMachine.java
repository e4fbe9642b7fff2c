// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;

/** Whether a server runs on this machine, so that its files may be looked at. */
public final class OwnMachine {
  private OwnMachine() {}

  /**
   * @throws IOException when the name cannot be resolved
   */
  public static boolean has(String host) throws IOException {
    InetAddress address = InetAddress.getByName(host);
    return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
  }
}
