// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.Warmup;
import io.dynowarmup.jmx.notification.Broadcaster;
import io.dynowarmup.jmx.notification.NotificationPublisher;
import io.dynowarmup.jmx.operation.OperatorCommands;
import io.dynowarmup.time.Ticker;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the registration of one warm-up's bean in one MBean server. The code that registers the
 * bean closes this registration.
 */
public final class Registration implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

  private final MBeanServer server;
  private final ObjectName name;
  private final Warmup warmup;
  private final NotificationPublisher notifications;
  private final WarmupBean bean;

  private Registration(
      MBeanServer server,
      ObjectName name,
      Warmup warmup,
      NotificationPublisher notifications,
      WarmupBean bean) {
    this.server = server;
    this.name = name;
    this.warmup = warmup;
    this.notifications = notifications;
    this.bean = bean;
  }

  /**
   * Registers {@link WarmupMXBean#OBJECT_NAME}. A bean that an earlier warm-up left is removed
   * first, because it would show and control a warm-up that no longer exists.
   *
   * @throws IllegalStateException if the server rejects the bean
   */
  public static Registration of(MBeanServer server, Warmup warmup) {
    try {
      ObjectName name = new ObjectName(WarmupMXBean.OBJECT_NAME);
      Broadcaster listeners = new Broadcaster();
      NotificationPublisher notifications =
          new NotificationPublisher(warmup, name, listeners, Ticker.system());
      WarmupBean bean =
          new WarmupBean(warmup, new OperatorCommands(warmup, notifications), listeners);
      removeEarlier(server, name);
      server.registerMBean(bean, name);
      warmup.addObserver(notifications);
      return new Registration(server, name, warmup, notifications, bean);
    } catch (JMException e) {
      throw new IllegalStateException(
          "Cannot register " + WarmupMXBean.OBJECT_NAME + ": " + e.getMessage(), e);
    }
  }

  private static void removeEarlier(MBeanServer server, ObjectName name) throws JMException {
    if (server.isRegistered(name)) {
      LOG.warn("Replacing the bean of an earlier warm-up: {}", name);
      unregister(server, name);
    }
  }

  private static void unregister(MBeanServer server, ObjectName name) throws JMException {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      LOG.debug("Bean was already unregistered: {}", name);
    }
  }

  /** Removes the bean unless another one has replaced it. May be called more than once. */
  @Override
  public void close() {
    warmup.removeObserver(notifications);
    notifications.close();
    try {
      if (bean.registered()) {
        unregister(server, name);
      }
    } catch (JMException e) {
      LOG.warn("Cannot unregister the bean {}", name, e);
    }
  }
}
