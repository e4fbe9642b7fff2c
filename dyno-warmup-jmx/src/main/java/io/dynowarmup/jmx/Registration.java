// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.Warmup;
import io.dynowarmup.time.Ticker;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean of one warm-up in one server. Who registers it, closes this. */
public final class Registration implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

  private final MBeanServer server;
  private final ObjectName name;
  private final Warmup warmup;
  private final NotificationPublisher news;
  private final DescribedBean bean;

  private Registration(
      MBeanServer server,
      ObjectName name,
      Warmup warmup,
      NotificationPublisher news,
      DescribedBean bean) {
    this.server = server;
    this.name = name;
    this.warmup = warmup;
    this.news = news;
    this.bean = bean;
  }

  /**
   * Registers {@link WarmupMXBean#OBJECT_NAME}. One that an earlier warm-up has left there is taken
   * out first: it would show, and order, what does not exist any more.
   *
   * @throws IllegalStateException when the server does not take it
   */
  public static Registration of(MBeanServer server, Warmup warmup) {
    try {
      ObjectName name = new ObjectName(WarmupMXBean.OBJECT_NAME);
      Broadcaster listeners = new Broadcaster();
      NotificationPublisher news =
          new NotificationPublisher(warmup, name, listeners, Ticker.system());
      DescribedBean bean = new DescribedBean(new WarmupBean(warmup, news), listeners);
      takeOut(server, name);
      server.registerMBean(bean, name);
      warmup.addObserver(news);
      return new Registration(server, name, warmup, news, bean);
    } catch (JMException e) {
      throw new IllegalStateException(
          WarmupMXBean.OBJECT_NAME + " cannot be registered: " + e.getMessage(), e);
    }
  }

  private static void takeOut(MBeanServer server, ObjectName name) throws JMException {
    if (server.isRegistered(name)) {
      LOG.warn("{} was still registered by an earlier warm-up: this one takes its place", name);
      unregister(server, name);
    }
  }

  private static void unregister(MBeanServer server, ObjectName name) throws JMException {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      LOG.debug("{} was unregistered meanwhile", name);
    }
  }

  /** One that has taken this one's place stays. Any number of times. */
  @Override
  public void close() {
    warmup.removeObserver(news);
    news.close();
    try {
      if (bean.registered()) {
        unregister(server, name);
      }
    } catch (JMException e) {
      LOG.warn("{} cannot be unregistered", name, e);
    }
  }
}
