// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import java.util.Collections;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** A bean as a client of an MBean server sees it. */
final class Beans {
  static final ObjectName NAME = name();
  static final Peer PEER = peer(2, "b");
  static final Peer OTHER = peer(3, "c");

  private Beans() {}

  static MBeanServer server() {
    return MBeanServerFactory.newMBeanServer();
  }

  static WarmupMXBean proxy(MBeanServer server) {
    return JMX.newMXBeanProxy(server, NAME, WarmupMXBean.class, true);
  }

  private static ObjectName name() {
    try {
      return new ObjectName(WarmupMXBean.OBJECT_NAME);
    } catch (MalformedObjectNameException e) {
      throw new AssertionError(e);
    }
  }

  private static Peer peer(int host, String rack) {
    String address = "127.0.0." + host;
    return Peer.of(
        new Endpoint(address, 22122),
        new Endpoint(address, 8101),
        rack,
        "dc",
        Collections.singletonList(100L));
  }
}
