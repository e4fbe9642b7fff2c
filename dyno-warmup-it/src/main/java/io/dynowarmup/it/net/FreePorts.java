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
 * Finds ports on which nothing listens. They are below the kernel's range for outgoing connections,
 * so no outgoing connection takes a port between the check and its use.
 */
public final class FreePorts {
  private static final int LOWEST = 12_000;
  private static final int BEYOND = 32_000;

  // Each JVM of a parallel build has ports of its own: another one could take a port between the
  // check and its use.
  private static final int SLICES = 8;
  private static final int PORTS_OF_A_FORK = (BEYOND - LOWEST) / SLICES;
  private static final int FORK = Integer.getInteger("surefire.forkNumber", 0);
  private static final int TRIES = 1_000;
  private static final Set<Integer> GIVEN = new HashSet<>();

  private FreePorts() {}

  /** Returns a port that is free on 127.0.0.1 and that this JVM has not been given before. */
  public static int next() {
    return on(List.of("127.0.0.1"));
  }

  /**
   * Returns a port that is free on all of the addresses.
   *
   * @throws IllegalStateException if 1,000 random ports are all in use
   */
  public static synchronized int on(List<String> addresses) {
    for (int i = 0; i < TRIES; i++) {
      int port = random();
      if (!GIVEN.contains(port) && addresses.stream().allMatch(each -> isFree(each, port))) {
        GIVEN.add(port);
        return port;
      }
    }
    throw new IllegalStateException("No port is free on all of " + addresses);
  }

  private static int random() {
    if (FORK == 0) {
      return ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
    }
    int from = LOWEST + FORK % SLICES * PORTS_OF_A_FORK;
    return ThreadLocalRandom.current().nextInt(from, from + PORTS_OF_A_FORK);
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
