// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertUntouched;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.config.WarmupKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.Test;

/** A wrong setting ends the run before it connects to any server. */
public class BadConfigIT extends Scenario {
  private static final String NONSENSE = "-7 nonsense";

  /** The kinds of values that can be any text. They are checked only when they are used. */
  private static final Set<String> ANY_TEXT = Set.of("a path", "a command for sh -c", "text");

  @Test
  public void eachThatCanBeWrongIsNamedAndNothingIsTouched() {
    cluster();
    Untouched before = Untouched.of(cold());
    WarmedNode warmup = warmup();
    List<WarmupKey> wrong = new ArrayList<>();
    for (WarmupKey key : WarmupKey.values()) {
      if (ANY_TEXT.contains(key.allowed())) {
        continue;
      }
      long connections = connections();
      WarmupStatus end = warmup.set(key.key(), NONSENSE).atStartup();
      assertEnded(WarmupOutcome.FAILED, Reason.BAD_CONFIG, end);
      assertSays("dynomitemanager.dyno.warm." + key.key() + "=" + NONSENSE, end.reason());
      assertSays("allowed: " + key.allowed(), end.reason());
      assertEquals("this test's own look and no other", connections + 1, connections());
      warmup.clear(key.key());
      wrong.add(key);
    }
    assertTrue(wrong.toString(), wrong.size() > 20);
    assertUntouched(before, warmup.end());
    assertServes(cold());
  }

  @Test
  public void twoWrongOnesAreReportedAtOnce() {
    cluster();
    Untouched before = Untouched.of(cold());

    WarmupStatus end = warmup().set("poll.msec", 5).set("msec.bootstraptime", "15 min").atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.BAD_CONFIG, end);
    assertSays("poll.msec=5", end.reason());
    assertSays("msec.bootstraptime=15 min", end.reason());
    assertUntouched(before, end);
    assertServes(cold());
  }

  @Test
  public void aDynomiteYmlThatIsNotThere() {
    cluster();
    Untouched before = Untouched.of(cold());

    WarmupStatus end = warmup().set("dynomite.yml", "/nowhere/dynomite.yml").atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.FILE, end);
    assertSays("/nowhere/dynomite.yml", end.reason());
    assertUntouched(before, end);
    assertServes(cold());
  }

  @Test
  public void aSourceThatDoesNotExist() {
    cluster();
    Untouched before = Untouched.of(cold());

    WarmupStatus end = warmup().set("source", "rack17").atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.BAD_ARGUMENT, end);
    assertSays("source 'rack17' is none of the nodes with this node's token", end.reason());
    assertSays(source().rack(), end.reason());
    assertUntouched(before, end);
    assertServes(cold());
  }

  private long connections() {
    return Long.parseLong(cold().redis().info("stats", "total_connections_received"));
  }
}
