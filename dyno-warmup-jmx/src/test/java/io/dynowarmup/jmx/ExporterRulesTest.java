// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.ProjectFiles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import org.junit.Before;
import org.junit.Test;

/** Tests that each rule of the Prometheus exporter names an attribute and knows its unit. */
public class ExporterRulesTest {
  private static final Pattern RULE =
      Pattern.compile(
          "- pattern: '[^']*<>(\\w+): [^']*'\\s+name: (\\w+)\\s+type: \\w+(\\s+valueFactor:"
              + " 0[.]0+1)?");

  private final Map<String, MBeanAttributeInfo> attributes = new LinkedHashMap<>();

  @Before
  public void register() throws Exception {
    MBeanServer server = Beans.server();
    Registration.of(server, new FakeWarmup());
    for (MBeanAttributeInfo a : server.getMBeanInfo(Beans.NAME).getAttributes()) {
      attributes.put(a.getName(), a);
    }
  }

  @Test
  public void eachRuleNamesAnAttributeAndItsMetricTheUnit() throws Exception {
    String rules = ProjectFiles.text("conf/prometheus/jmx-exporter.yml");
    Matcher rule = RULE.matcher(rules);
    int found = 0;
    for (; rule.find(); found++) {
      MBeanAttributeInfo attribute = attributes.get(rule.group(1));
      assertNotNull(rule.group(1), attribute);
      String unit = (String) attribute.getDescriptor().getFieldValue("units");
      String metric = rule.group(2);
      assertEquals(metric, unit.equals("ms"), metric.endsWith("_seconds"));
      assertEquals(metric, unit.equals("ms"), "0.001".equals(factor(rule)));
      assertEquals(metric, unit.startsWith("bytes"), metric.contains("_bytes"));
      assertEquals(metric, unit.equals("%"), metric.endsWith("_ratio"));
      assertEquals(metric, unit.equals("%"), "0.01".equals(factor(rule)));
    }
    assertEquals("rules read", rules.split("- pattern:", -1).length - 1, found);
    assertTrue(found > 40);
  }

  private static String factor(Matcher rule) {
    return rule.group(3) == null ? "" : rule.group(3).replaceAll(".*: ", "").trim();
  }
}
