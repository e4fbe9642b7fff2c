// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Optional;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.NotificationEmitter;
import javax.management.ObjectName;
import javax.management.StandardEmitterMBean;

/**
 * Adds the texts of {@link Describe} to every part of the bean and tracks whether the bean is
 * registered.
 */
final class DescribedBean extends StandardEmitterMBean implements MBeanRegistration {
  private volatile boolean registered;

  DescribedBean(WarmupMXBean bean, NotificationEmitter emitter) {
    super(bean, WarmupMXBean.class, true, emitter);
  }

  /** Returns whether the bean is registered; false as soon as it is unregistered by any party. */
  boolean registered() {
    return registered;
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    return AttributeOrder.of(super.getMBeanInfo());
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    return WarmupMXBean.class.getAnnotation(Describe.class).value();
  }

  @Override
  protected String getDescription(MBeanAttributeInfo info) {
    String getter = (info.isIs() ? "is" : "get") + info.getName();
    return method(getter, 0)
        .map(m -> m.getAnnotation(Describe.class))
        .map(Describe::value)
        .orElseGet(() -> super.getDescription(info));
  }

  @Override
  protected String getDescription(MBeanOperationInfo info) {
    return method(info)
        .map(m -> m.getAnnotation(Describe.class))
        .map(Describe::value)
        .orElseGet(() -> super.getDescription(info));
  }

  @Override
  protected String getDescription(MBeanOperationInfo op, MBeanParameterInfo param, int sequence) {
    return parameter(op, sequence)
        .map(Describe::value)
        .orElseGet(() -> super.getDescription(op, param, sequence));
  }

  @Override
  protected String getParameterName(MBeanOperationInfo op, MBeanParameterInfo param, int sequence) {
    return parameter(op, sequence)
        .map(Describe::name)
        .orElseGet(() -> super.getParameterName(op, param, sequence));
  }

  @Override
  protected int getImpact(MBeanOperationInfo info) {
    return method(info)
        .map(m -> m.getAnnotation(Impact.class))
        .map(Impact::value)
        .orElseGet(() -> super.getImpact(info));
  }

  private static Optional<Describe> parameter(MBeanOperationInfo op, int sequence) {
    return method(op)
        .map(m -> m.getParameters()[sequence])
        .map((Parameter p) -> p.getAnnotation(Describe.class));
  }

  private static Optional<Method> method(MBeanOperationInfo info) {
    return method(info.getName(), info.getSignature().length);
  }

  /** Finds a method by name and number of arguments, as JMX tools distinguish overloads. */
  private static Optional<Method> method(String name, int parameters) {
    for (Method m : WarmupMXBean.class.getMethods()) {
      if (m.getName().equals(name) && m.getParameterCount() == parameters) {
        return Optional.of(m);
      }
    }
    return Optional.empty();
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
}
