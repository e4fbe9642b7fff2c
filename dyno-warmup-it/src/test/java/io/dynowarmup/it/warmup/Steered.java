// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import com.netflix.archaius.config.DefaultSettableConfig;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.it.jmx.Jmxterm;
import io.dynowarmup.jmx.Registration;
import io.dynowarmup.jmx.WarmupMXBean;
import io.dynowarmup.jmx.remote.JmxmpServer;
import java.io.IOException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;

/** The bean of a warm-up. All access to it goes through a socket. */
final class Steered implements AutoCloseable {
  private final Registration registration;
  private final JmxmpServer jmxmp;
  private final JMXConnector client;

  private Steered(Registration registration, JmxmpServer jmxmp) throws IOException {
    this.registration = registration;
    this.jmxmp = jmxmp;
    this.client = JMXConnectorFactory.connect(jmxmp.address());
  }

  static Steered over(WarmedNode node) throws IOException {
    MBeanServer beans = MBeanServerFactory.newMBeanServer();
    DefaultSettableConfig config = new DefaultSettableConfig();
    config.setProperty(WarmupConfig.PREFIXES.get(0) + "jmx.port", "0");
    return new Steered(
        Registration.of(beans, node.engine()),
        JmxmpServer.start(WarmupConfig.from(config).jmx(), beans));
  }

  static ObjectName name() throws Exception {
    return new ObjectName(WarmupMXBean.OBJECT_NAME);
  }

  MBeanServerConnection connection() throws IOException {
    return client.getMBeanServerConnection();
  }

  WarmupMXBean bean() throws Exception {
    return JMX.newMXBeanProxy(connection(), name(), WarmupMXBean.class, true);
  }

  Jmxterm jmxterm() throws IOException {
    return Jmxterm.at(jmxmp.address());
  }

  /** Unregisters the bean, as the end of the warm-up does. */
  void unregister() {
    registration.close();
  }

  @Override
  public void close() throws IOException {
    client.close();
    jmxmp.close();
    registration.close();
  }
}
