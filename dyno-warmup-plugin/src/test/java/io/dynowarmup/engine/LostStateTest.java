// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.redis.info.OwnKeys;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Kills a run and removes its state file, as if it was in the writable layer of a container. */
public class LostStateTest {
  private static final int EVERY = 16;

  @Rule public final TemporaryFolder folder = MemoryFolder.create();

  private Scenario scenario(String name) {
    Scenario s = new Scenario(folder.getRoot().toPath().resolve(name)).written(200, 6, 1);
    // With this uptime, the node would count as warm as soon as it has keys.
    s.local.upForSeconds(9_000);
    return s;
  }

  private static void assertOutcome(WarmupOutcome wanted, WarmupStatus end) {
    assertEquals(end.reason(), Optional.of(wanted), end.outcome());
  }

  private static Scenario lost(Scenario s, int n, long downMillis) throws Exception {
    s.world.faults().killAt(n, () -> {});
    s.run();
    Files.deleteIfExists(s.stateFile);
    s.world.advance(downMillis);
    return s.restarted();
  }

  private static int callOf(List<String> calls, String text) {
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).contains(text)) {
        return i + 1;
      }
    }
    throw new AssertionError(text + " is not in " + calls);
  }

  private List<String> callsOfAWholeRun() {
    Scenario whole = scenario("whole");
    whole.run();
    return new ArrayList<>(whole.world.faults().calls());
  }

  @Test
  public void aRunThatIsKilledBeforeDynomiteServesIsStartedOver() throws Exception {
    List<String> calls = callsOfAWholeRun();
    int attached = callOf(calls, "local SLAVEOF");
    int closed = attached + callOf(calls.subList(attached, calls.size()), "local CONFIG SET") + 1;
    int open = callOf(calls, "dynomite NORMAL");
    List<String> failures = new ArrayList<>();
    for (int n = closed; n <= open; n += EVERY) {
      Scenario s = scenario("call" + n);
      try {
        assertOutcome(WarmupOutcome.WARMED, lost(s, n, 20_000).run());
        s.assertRestored();
      } catch (AssertionError e) {
        failures.add(n + " " + calls.get(n - 1) + ": " + e.getMessage());
      }
    }
    assertEquals(String.join("\n", failures), 0, failures.size());
  }

  private Scenario closedReplica() {
    Scenario s = scenario("one");
    s.local.replicate(s.source.endpoint());
    s.local.config.put("masteruser", OwnKeys.CLOSED_LINK);
    return s;
  }

  @Test
  public void itIsOnlyEndedIfBootstrapIsFalse() {
    Scenario s = closedReplica().with("bootstrap", false);
    assertOutcome(WarmupOutcome.ABORTED, s.run());
    s.assertRestored();
  }

  @Test
  public void preflightSaysThatItWouldBeWarmed() throws Exception {
    Scenario s = closedReplica();
    assertEquals(
        "WOULD_WARM", new DryRun(s.host, WarmupRequest.atStartup()).report().answer().name());
    assertFalse(s.local.isMaster());
  }

  @Test
  public void aReplicaThatNoRunHasMadeIsLeftAlone() {
    Scenario s = scenario("one");
    s.local.replicate(s.source.endpoint());
    WarmupStatus end = s.run();
    assertEquals(end.reason(), Optional.of(Reason.FOREIGN_REPLICA), end.reasonCode());
    assertFalse(s.local.isMaster());
  }

  /** A directory is in the place of the file. */
  @Test
  public void aFileThatCannotBeWrittenIsWarnedOfBeforeRedisBecomesAReplica() throws Exception {
    Scenario s = scenario("one");
    Files.createDirectories(s.stateFile.resolve("full"));
    WarmupStatus end = s.run();
    assertOutcome(WarmupOutcome.WARMED, end);
    assertTrue(
        end.warnings().toString(),
        end.warnings().stream().anyMatch(w -> w.contains("if this process is killed while")));
  }
}
