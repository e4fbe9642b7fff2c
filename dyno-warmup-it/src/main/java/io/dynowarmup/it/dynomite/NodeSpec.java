// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Specifies one Dynomite.
 *
 * @param host the address of its three ports
 * @param redis its own Redis
 * @param seeds its peers, without the node itself
 */
public record NodeSpec(
    String dc,
    String rack,
    List<Long> tokens,
    String host,
    int clientPort,
    int dynPort,
    int adminPort,
    InetSocketAddress redis,
    List<Seed> seeds,
    NodeSettings settings) {

  public InetSocketAddress client() {
    return new InetSocketAddress(host, clientPort);
  }

  public InetSocketAddress dyn() {
    return new InetSocketAddress(host, dynPort);
  }

  public InetSocketAddress admin() {
    return new InetSocketAddress(host, adminPort);
  }
}
