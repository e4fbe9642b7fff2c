// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import javax.management.DynamicMBean;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectName;

/** Passes listeners on to an emitter and tracks whether the bean is registered. */
abstract class RegisteredBean implements DynamicMBean, NotificationEmitter, MBeanRegistration {
  private final NotificationEmitter emitter;
  private volatile boolean registered;

  RegisteredBean(NotificationEmitter emitter) {
    this.emitter = emitter;
  }

  /** Returns whether the bean is registered; false as soon as it is unregistered by any party. */
  final boolean registered() {
    return registered;
  }

  @Override
  public ObjectName preRegister(MBeanServer server, ObjectName name) {
    return name;
  }

  @Override
  public void postRegister(Boolean done) {
    registered = done;
  }

  @Override
  public void preDeregister() {
    // Nothing prevents the deregistration.
  }

  @Override
  public void postDeregister() {
    registered = false;
  }

  @Override
  public MBeanNotificationInfo[] getNotificationInfo() {
    return emitter.getNotificationInfo();
  }

  @Override
  public void addNotificationListener(
      NotificationListener listener, NotificationFilter filter, Object handback) {
    emitter.addNotificationListener(listener, filter, handback);
  }

  @Override
  public void removeNotificationListener(NotificationListener listener)
      throws ListenerNotFoundException {
    emitter.removeNotificationListener(listener);
  }

  @Override
  public void removeNotificationListener(
      NotificationListener listener, NotificationFilter filter, Object handback)
      throws ListenerNotFoundException {
    emitter.removeNotificationListener(listener, filter, handback);
  }
}
