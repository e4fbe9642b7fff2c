// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody listens on. Taken from below the range out of which the kernel serves outgoing
 * connections, so that none of those grabs a port between our look and its use.
 */
public final class FreePorts {
  private static final int LOWEST = 12_000;
  private static final int BEYOND = 32_000;
  private static final int TRIES = 1_000;
  private static final Set<Integer> GIVEN = new HashSet<>();

  private FreePorts() {}

  /** A port that is free on 127.0.0.1, and that this JVM has not been given before. */
  public static int next() {
    return on(List.of("127.0.0.1"));
  }

  /** A port that is free on every one of the addresses. */
  public static synchronized int on(List<String> addresses) {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
      if (!GIVEN.contains(port) && addresses.stream().allMatch(each -> isFree(each, port))) {
        GIVEN.add(port);
        return port;
      }
    }
    throw new IllegalStateException("No port is free on all of " + addresses);
  }

  private static boolean isFree(String address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
