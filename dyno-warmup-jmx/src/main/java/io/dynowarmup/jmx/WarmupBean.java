// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.Warmup;
import io.dynowarmup.jmx.operation.Operation;
import io.dynowarmup.jmx.operation.Operations;
import io.dynowarmup.jmx.operation.OperatorCommands;
import io.dynowarmup.jmx.table.AttributeRow;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanConstructorInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.NotificationEmitter;
import javax.management.ReflectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean: the table of its attributes, its operations and its notifications. */
final class WarmupBean extends RegisteredBean {
  private static final Logger LOG = LoggerFactory.getLogger(WarmupBean.class);

  private static final String DESCRIPTION =
      "The warm-up of this Dynomite node. Numbers describe the current run, or the last"
          + " run if Running is false. An unknown number is -1, an unknown text is empty.";

  /** Numbers and texts come first, then lists, as tools show them. */
  static final Map<String, AttributeRow<BeanSource>> ATTRIBUTES = attributes();

  private final Warmup warmup;
  private final OperatorCommands commands;

  WarmupBean(Warmup warmup, OperatorCommands commands, NotificationEmitter listeners) {
    super(listeners);
    this.warmup = warmup;
    this.commands = commands;
  }

  private static Map<String, AttributeRow<BeanSource>> attributes() {
    Map<String, AttributeRow<BeanSource>> rows = new LinkedHashMap<>(NodeAttributes.TABLE.rows());
    rows.putAll(RunAttributes.TABLE.rows());
    rows.putAll(NodeAttributes.PLACE.rows());
    rows.putAll(VerifyAttributes.TABLE.rows());
    rows.putAll(DumpAttributes.TABLE.rows());
    rows.putAll(ListAttributes.TABLE.rows());
    return rows;
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    return new MBeanInfo(
        WarmupBean.class.getName(),
        DESCRIPTION,
        ATTRIBUTES.values().stream().map(AttributeRow::info).toArray(MBeanAttributeInfo[]::new),
        new MBeanConstructorInfo[0],
        Operations.ALL.stream().map(Operation::info).toArray(MBeanOperationInfo[]::new),
        getNotificationInfo(),
        new ImmutableDescriptor(
            "immutableInfo=true",
            "interfaceClassName=" + WarmupMXBean.class.getName(),
            "mxbean=true"));
  }

  @Override
  public Object getAttribute(String name) throws AttributeNotFoundException {
    if (!ATTRIBUTES.containsKey(name)) {
      throw new AttributeNotFoundException("No such attribute: " + name);
    }
    return ATTRIBUTES.get(name).value(new BeanSource(warmup, warmup.status()));
  }

  /** Returns the attributes as of one moment; unknown names and failing values are left out. */
  @Override
  public AttributeList getAttributes(String[] names) {
    BeanSource source = new BeanSource(warmup, warmup.status());
    AttributeList values = new AttributeList();
    for (String name : names) {
      if (ATTRIBUTES.containsKey(name)) {
        try {
          values.add(new Attribute(name, ATTRIBUTES.get(name).value(source)));
        } catch (RuntimeException e) {
          LOG.debug("MBean attribute {} has no value", name, e);
        }
      }
    }
    return values;
  }

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException("No writable attribute: " + attribute.getName());
  }

  @Override
  public AttributeList setAttributes(AttributeList values) {
    return new AttributeList();
  }

  @Override
  public Object invoke(String name, Object[] arguments, String[] signature)
      throws ReflectionException {
    String[] types = signature == null ? new String[0] : signature;
    for (Operation operation : Operations.ALL) {
      if (operation.is(name, types)) {
        return operation.call(commands, arguments == null ? new Object[0] : arguments);
      }
    }
    String wanted = name + "(" + String.join(", ", types) + ")";
    throw new ReflectionException(
        new NoSuchMethodException(wanted), "No such operation: " + wanted);
  }
}
