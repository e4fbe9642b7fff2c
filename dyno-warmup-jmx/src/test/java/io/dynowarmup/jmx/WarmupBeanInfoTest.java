// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import org.junit.Before;
import org.junit.Test;

/** Tests that every description in JMX tools is our own text. */
public class WarmupBeanInfoTest {
  private MBeanInfo info;

  @Before
  public void register() throws Exception {
    MBeanServer server = Beans.server();
    Registration.of(server, new FakeWarmup());
    info = server.getMBeanInfo(Beans.NAME);
  }

  private static void assertSentence(String name, String text) {
    assertTrue(name + ": " + text, text.length() > 15 && text.contains(" "));
    assertFalse(name + " has the words of the library", text.contains("exposed for management"));
  }

  @Test
  public void theBeanAndEachAttributeAreDescribed() {
    assertSentence("the bean", info.getDescription());
    for (MBeanAttributeInfo a : info.getAttributes()) {
      assertSentence(a.getName(), a.getDescription());
      assertFalse(a.getName() + " is for reading only", a.isWritable());
    }
  }

  @Test
  public void numbersStateTheirUnitAndTheirUnknownValue() {
    for (MBeanAttributeInfo a : info.getAttributes()) {
      String text = a.getDescription().toLowerCase(java.util.Locale.ROOT);
      if (a.getName().endsWith("Millis")) {
        assertTrue(a.getName(), text.contains("milliseconds"));
      }
      if (a.getName().contains("Bytes") || a.getName().endsWith("Offset")) {
        assertTrue(a.getName(), text.contains("bytes") && text.contains("-1"));
      }
    }
  }

  @Test
  public void numbersAndTextsComeFirstAndThenWhatIsMadeOfThem() {
    List<String> names = new ArrayList<>();
    StringBuilder kinds = new StringBuilder();
    for (MBeanAttributeInfo a : info.getAttributes()) {
      names.add(a.getName());
      boolean scalar = !a.getType().startsWith("[") && !a.getType().contains("openmbean");
      kinds.append(scalar ? 's' : 'm');
    }
    assertEquals(
        Arrays.asList("NodeState", "NodeReason", "BootstrapState", "Phase", "PhaseCode"),
        names.subList(0, 5));
    assertTrue(names + ": " + kinds, kinds.toString().matches("s+m+"));
    assertEquals("what is long and rarely changes", "Settings", names.get(names.size() - 1));
  }

  @Test
  public void eachOperationIsDescribedAndSaysWhetherItChangesAnything() {
    List<String> seen = new ArrayList<>();
    for (MBeanOperationInfo o : info.getOperations()) {
      assertSentence(o.getName(), o.getDescription());
      boolean acts =
          Arrays.asList(
                  "start",
                  "enableIncomingReplication",
                  "prepareStop",
                  "abort",
                  "verify",
                  "dump",
                  "abortDump")
              .contains(o.getName());
      assertEquals(
          o.getName(), acts ? MBeanOperationInfo.ACTION : MBeanOperationInfo.INFO, o.getImpact());
      assertEquals("short answers", String.class.getName(), o.getReturnType());
      seen.add(o.getName() + "/" + o.getSignature().length);
    }
    assertEquals(
        Arrays.asList(
            "start/0",
            "start/1",
            "start/2",
            "start/3",
            "start/4",
            "start/5",
            "start/6",
            "enableIncomingReplication/0",
            "prepareStop/0",
            "abort/0",
            "preflight/0",
            "preflight/1",
            "preflight/2",
            "preflight/3",
            "preflight/4",
            "awaitCompletion/1",
            "verify/1",
            "verification/0",
            "dump/0",
            "dump/1",
            "abortDump/0"),
        seen);
  }

  @Test
  public void eachParameterHasANameATextAndNoTypeThatAToolWouldMistype() {
    for (MBeanOperationInfo o : info.getOperations()) {
      for (MBeanParameterInfo p : o.getSignature()) {
        assertNotEquals("p0", p.getName());
        assertTrue(
            p.getName(),
            Arrays.asList(
                    "source",
                    "strategy",
                    "force",
                    "open",
                    "prefer",
                    "manifest",
                    "seconds",
                    "mode",
                    "format")
                .contains(p.getName()));
        assertSentence(p.getName(), p.getDescription());
        assertEquals(String.class.getName(), p.getType());
      }
    }
  }

  @Test
  public void notificationsAreDeclared() {
    List<String> types = new ArrayList<>();
    for (MBeanNotificationInfo n : info.getNotifications()) {
      assertSentence(n.getName(), n.getDescription());
      types.addAll(Arrays.asList(n.getNotifTypes()));
    }
    assertEquals(
        Arrays.asList(
            "io.dynowarmup.run.started",
            "io.dynowarmup.source.changed",
            "io.dynowarmup.run.finished",
            "jmx.attribute.change"),
        types);
  }
}
