// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.StandardMBean;
import org.junit.Before;
import org.junit.Test;

/** Tests that the interface for Java clients is the one that the table of the bean makes. */
public class InterfaceTest {
  private MBeanInfo bean;
  private MBeanInfo declared;

  @Before
  public void register() throws Exception {
    MBeanServer server = Beans.server();
    Registration.of(server, new FakeWarmup());
    bean = server.getMBeanInfo(Beans.NAME);
    WarmupMXBean nothing =
        (WarmupMXBean)
            Proxy.newProxyInstance(
                WarmupMXBean.class.getClassLoader(),
                new Class<?>[] {WarmupMXBean.class},
                (proxy, method, arguments) -> null);
    declared = new StandardMBean(nothing, WarmupMXBean.class, true).getMBeanInfo();
  }

  private static Map<String, String> attributes(MBeanInfo info) {
    Map<String, String> attributes = new TreeMap<>();
    for (MBeanAttributeInfo a : info.getAttributes()) {
      attributes.put(
          a.getName(), a.getType() + a.isIs() + a.getDescriptor().getFieldValue("openType"));
    }
    return attributes;
  }

  private static List<String> operations(MBeanInfo info) {
    List<String> operations = new ArrayList<>();
    for (MBeanOperationInfo o : info.getOperations()) {
      StringBuilder types = new StringBuilder(o.getReturnType() + " " + o.getName());
      Arrays.stream(o.getSignature()).forEach(p -> types.append(' ').append(p.getType()));
      operations.add(types.toString());
    }
    operations.sort(Comparator.naturalOrder());
    return operations;
  }

  /** The table may have more: a new attribute needs no getter, because tools read it by name. */
  @Test
  public void eachGetterHasItsAttributeWithTheSameOpenType() {
    Map<String, String> table = attributes(bean);
    attributes(declared).forEach((name, type) -> assertEquals(name, type, table.get(name)));
    assertTrue(table.size() >= 61);
  }

  @Test
  public void theOperationsAreTheSame() {
    assertEquals(operations(declared), operations(bean));
  }
}
