// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.ProjectFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import org.junit.Before;
import org.junit.Test;

/**
 * Tests that the table on the JMX page matches the bean, in the same order. With {@code
 * -Dpages.write=true} it writes the table instead.
 */
public class JmxPageTest {
  private static final String PAGE = "dyno-warmup-jmx/docs/jmx.md";
  private static final String BEGIN = "<!-- mbean:begin -->\n";
  private static final String END = "<!-- mbean:end -->";

  private static final String HEAD = "| Name | Type | Unit | Meaning |\n|---|---|---|---|\n";

  private MBeanInfo info;

  @Before
  public void register() throws Exception {
    MBeanServer server = Beans.server();
    Registration.of(server, new FakeWarmup());
    info = server.getMBeanInfo(Beans.NAME);
  }

  private static String row(String name, String type, String unit, String meaning) {
    return "| `" + name + "` | " + type + " | " + unit + " | " + meaning + " |";
  }

  private static String type(String type) {
    switch (type) {
      case "java.lang.String":
        return "text";
      case "[Ljava.lang.String;":
        return "texts";
      case "boolean":
        return "true or false";
      case "javax.management.openmbean.TabularData":
        return "map";
      case "javax.management.openmbean.CompositeData":
        return "composite";
      case "[Ljavax.management.openmbean.CompositeData;":
        return "composites";
      default:
        return type;
    }
  }

  private static String signature(MBeanOperationInfo o) {
    List<String> names = new ArrayList<>();
    for (MBeanParameterInfo p : o.getSignature()) {
      names.add(p.getName());
    }
    return o.getName() + "(" + String.join(", ", names) + ")";
  }

  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (MBeanAttributeInfo a : info.getAttributes()) {
      rows.add(
          row(
              a.getName(),
              type(a.getType()),
              (String) a.getDescriptor().getFieldValue("units"),
              a.getDescription()));
    }
    for (MBeanOperationInfo o : info.getOperations()) {
      rows.add(row(signature(o), "operation", "", o.getDescription()));
    }
    for (MBeanNotificationInfo n : info.getNotifications()) {
      rows.add(row(String.join("`, `", n.getNotifTypes()), "notification", "", n.getDescription()));
    }
    return rows;
  }

  @Test
  public void theTableOfTheBeanIsUpToDate() throws Exception {
    String page = ProjectFiles.text(PAGE);
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    assertTrue(PAGE + " lacks " + BEGIN + END, begin >= 0 && end > begin);
    String table = HEAD + String.join("\n", rows()) + "\n";
    String written = page.substring(begin + BEGIN.length(), end);
    if (Boolean.getBoolean("pages.write") && !table.equals(written)) {
      String whole = page.substring(0, begin + BEGIN.length()) + table + page.substring(end);
      Files.write(ProjectFiles.TOP.resolve(PAGE), whole.getBytes(StandardCharsets.UTF_8));
      written = table;
    }
    assertEquals(PAGE + " is out of date; -Dpages.write=true writes its table", table, written);
  }
}
