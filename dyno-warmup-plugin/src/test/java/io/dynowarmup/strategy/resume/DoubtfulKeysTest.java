// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.resume;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.stream.Resp;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Test;

/** Tests to which keys the wrong value of one key spreads. */
public class DoubtfulKeysTest {
  private final DoubtfulKeys keys = new DoubtfulKeys(list("d"));

  private static List<byte[]> list(String key) {
    return Collections.singletonList(key.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void executed(String... commands) {
    for (String command : commands) {
      keys.executed(Resp.parsed(command), false);
    }
  }

  private String shown() {
    return keys.first(100).stream()
        .map(key -> new String(key, StandardCharsets.ISO_8859_1))
        .collect(Collectors.joining(" "));
  }

  @Test
  public void aCommandThatReadsADoubtfulKeyMakesItsTargetDoubtful() {
    executed("INCR d", "SUNIONSTORE a b c", "SUNIONSTORE t b d");
    assertEquals("d t b", shown());
  }

  @Test
  public void theTargetOfATargetIsDoubtfulToo() {
    executed("RPOPLPUSH l2 l3", "RPOPLPUSH d l1", "LMOVE l1 l2 LEFT RIGHT", "RENAME l2 l3");
    assertEquals("d l1 l2 l3", shown());
  }

  /** Such a command is refused here if the key exists here only. */
  @Test
  public void aConditionOnADoubtfulKeyConcernsAllKeys() {
    executed("MSETNX a 1 d 2");
    assertEquals("d a", shown());
  }

  @Test
  public void commandsOfOneKeyAndDeletionsSpreadNothing() {
    executed("SET x d", "LPUSH y d", "DEL d z", "PING", "SELECT 0", "PUBLISH d x");
    assertEquals("d", shown());
  }

  @Test
  public void whatIsCorrectedSpreadsNothing() {
    executed("COPY d x");
    keys.corrected(list("d"));
    executed("COPY d y");
    assertEquals("x", shown());
    executed("SMOVE x d m");
    assertEquals("x d", shown());
    keys.corrected(keys.first(2));
    executed("FLUSHALL", "RENAME d e");
    assertEquals("", shown());
  }

  /** Redis before 7.0 sends expiries as they were set; a key then lives longer here. */
  @Test
  public void aRelativeExpiryThatIsExecutedLaterIsDoubtful() {
    String[] commands = {
      "EXPIRE a 10", "SETEX b 10 v", "SET c v PX 10", "SET x v PXAT 10", "PEXPIREAT x 10", "SET x 1"
    };
    executed(commands);
    assertEquals("d", shown());
    for (String command : commands) {
      keys.executed(Resp.parsed(command), true);
    }
    assertEquals("d a b c", shown());
  }

  private void assertCannot(String command, String why) {
    WarmupException e = assertThrows(WarmupException.class, () -> executed(command));
    assertEquals(Reason.STRATEGY_CANNOT, e.reason());
    assertTrue(e.getMessage(), e.getMessage().endsWith(why));
  }

  @Test
  public void aCommandWhoseKeysAreUnknownEndsTheResume() {
    assertCannot("SORT a BY w_* STORE b", "to any key since: the keys of SORT are unknown");
    assertCannot("JSON.SET k . 1", "command JSON.SET is unknown");
    assertCannot("SELECT 3", "database 3 was written to");
  }
}
