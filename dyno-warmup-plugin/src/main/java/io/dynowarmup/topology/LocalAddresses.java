// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** The addresses of this machine's network interfaces. */
final class LocalAddresses {
  private LocalAddresses() {}

  /** Returns the addresses as texts; empty if the system does not report them. */
  static Set<String> ofThisMachine() {
    Set<String> all = new HashSet<>();
    try {
      for (NetworkInterface nic : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        for (InetAddress a : Collections.list(nic.getInetAddresses())) {
          all.add(a.getHostAddress());
        }
      }
    } catch (SocketException e) {
      return new HashSet<>();
    }
    return all;
  }
}
