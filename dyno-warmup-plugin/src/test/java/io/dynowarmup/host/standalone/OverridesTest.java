// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.junit.Test;

public class OverridesTest {
  private static final String PREFIX = "dynomitemanager.dyno.warm.";

  private static Map<String, String> parse(String... texts) {
    return Overrides.parse(Arrays.asList(texts));
  }

  private static String complaint(String text) {
    try {
      fail("taken: " + parse(text));
      return "";
    } catch (WarmupException e) {
      assertEquals(Reason.BAD_ARGUMENT, e.reason());
      return e.getMessage();
    }
  }

  @Test
  public void thePrefixMayBeLeftOut() {
    assertEquals(Collections.singletonMap(PREFIX + "poll.msec", "50"), parse("poll.msec=50"));
    assertEquals(
        Collections.singletonMap(PREFIX + "poll.msec", "50"), parse(PREFIX + "poll.msec=50"));
  }

  @Test
  public void anAliasStandsForTheFirstPrefix() {
    for (String alias : new String[] {"florida.dyno.warm.", "dm.dyno.warm."}) {
      assertEquals(
          Collections.singletonMap(PREFIX + "poll.msec", "50"), parse(alias + "poll.msec=50"));
    }
  }

  @Test
  public void theLastOfTwoCounts() {
    assertEquals(
        Collections.singletonMap(PREFIX + "poll.msec", "60"),
        parse("poll.msec=50", "florida.dyno.warm.poll.msec=60"));
  }

  @Test
  public void theValueBeginsAtTheFirstEqualsSign() {
    assertEquals(
        "a=b", parse("dynomite.start.command = a=b ").get(PREFIX + "dynomite.start.command"));
    assertEquals("", parse("cluster=").get(PREFIX + "cluster"));
  }

  @Test
  public void whatIsNoKeyAndValueIsNotTaken() {
    assertEquals(
        "'-D force' is not key=value, such as -D bytes.sync.diff=100000 (quote a value with"
            + " spaces)",
        complaint("force"));
    assertTrue(complaint("=5").startsWith("'-D ...' is not key=value"));
    assertTrue(complaint("").startsWith("'-D ' is not key=value"));
  }

  @Test
  public void aPasswordBesideItsKeyIsNotRepeated() {
    for (String between : new String[] {" ", ":", "  ", "\t"}) {
      String message = complaint("redis.password" + between + "hunter22");
      assertFalse(message, message.contains("hunter22"));
      assertTrue(message, message.startsWith("'-D redis.password...' "));
    }
  }
}
