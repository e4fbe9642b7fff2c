// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.start;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.DryRun;
import io.dynowarmup.engine.Scenario;
import io.dynowarmup.state.StateFile;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Tests what a start does: each row of the table on the page of the command line. */
public class TokenChangeTest {
  private static final String NEIGHBOUR = " 127.0.0.1:1:r2:dc:50:22299";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Scenario s;
  private String peers;

  @Before
  public void nodeOfToken100() {
    s = new Scenario(folder.getRoot().toPath());
    peers = s.host.settings.get("peers");
  }

  private WarmupStatus start() {
    WarmupStatus end = s.restarted().run();
    s.assertRestored();
    return end;
  }

  private void assertWarmed(WarmupStatus end) {
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    assertEquals(Scenario.KEYS, s.local.bulk());
    assertEquals(Collections.singletonList(100L), recorded());
  }

  private List<Long> recorded() {
    return StateFile.open(s.stateFile).warmTokens();
  }

  private void assertSkipped(String why, WarmupStatus end) {
    assertEquals(end.reason(), Optional.of(WarmupOutcome.SKIPPED), end.outcome());
    assertTrue(end.reason(), end.reason().contains(why));
  }

  private static void assertSays(String text, WarmupStatus end) {
    assertTrue(end.warnings().toString(), end.warnings().stream().anyMatch(w -> w.contains(text)));
  }

  /**
   * The node was warm under token 50, which another rack may hold as well. Its Redis was not
   * restarted.
   */
  private void wasToken50(boolean copyElsewhere) {
    StateFile.open(s.stateFile).recordWarm(s.local.runId(), Collections.singletonList(50L));
    s.local.holding(7).upForSeconds(90_000);
    s.with("peers", peers + (copyElsewhere ? NEIGHBOUR : ""));
  }

  @Test
  public void aReplacedNodeIsWarmed() {
    assertWarmed(start());
  }

  @Test
  public void aRebootWithAnOldDumpIsWarmed() {
    assertWarmed(start());
    s.local.holding(17).restart();
    assertWarmed(start());
  }

  @Test
  public void aRestartOfTheProgramAloneIsNot() {
    assertWarmed(start());
    assertSkipped("warm already", start());
  }

  @Test
  public void theDataOfAnotherTokenIsReplaced() {
    wasToken50(true);
    WarmupStatus end = start();
    assertWarmed(end);
    assertSays("the token of this node was 50 and is 100 now: its 7 keys", end);
    assertSays("a copy is on", end);
    assertSkipped("warm already", start());
  }

  /** The number of keys of one token proves nothing about the number of keys of another. */
  @Test
  public void alsoByMuchLess() {
    wasToken50(true);
    s.local.holding(1_000_000);
    assertWarmed(start());
  }

  @Test
  public void theOnlyCopyIsNotDroppedUnlessForced() {
    wasToken50(false);
    WarmupStatus end = start();
    assertSkipped("and no other node is known to hold a copy of them", end);
    assertEquals(7, s.local.bulk());
    assertSays("the token of this node was 50 and is 100 now", end);
    assertEquals("it is asked again", Collections.singletonList(50L), recorded());
    assertSkipped("no other node", s.restarted().run(WarmupRequest.manual()));
    s.with("force", true);
    assertWarmed(start());
  }

  @Test
  public void withBootstrapOffItIsSaidWhatIsServed() {
    wasToken50(true);
    s.with("bootstrap", false);
    assertSkipped("bootstrap is false, and the token of this node was 50", start());
    assertEquals(7, s.local.bulk());
  }

  @Test
  public void whenNoSourceIsThereItIsSaidWhatIsServedAndTriedAtTheNextStart() {
    wasToken50(true);
    s.source.down = true;
    WarmupStatus end = start();
    assertEquals(Optional.of(WarmupOutcome.FAILED), end.outcome());
    assertSays("its 7 keys belong to another token", end);
    assertEquals(DynomiteState.NORMAL, s.dynomite.current());
    s.source.restart();
    assertWarmed(start());
  }

  @Test
  public void anEmptyNodeOfANewTokenIsWarmedLikeAnyOther() {
    wasToken50(false);
    s.local.holding(0);
    assertWarmed(start());
  }

  @Test
  public void theSameTokensInAnotherOrderAreTheSame() {
    s.with("token", "100,200").with("peers", peers.replace(":dc:100:", ":dc:100,200:"));
    StateFile.open(s.stateFile).recordWarm(s.local.runId(), Arrays.asList(200L, 100L));
    s.local.holding(7);
    assertSkipped("warm already", start());
  }

  @Test
  public void aDryRunSaysTheSame() throws Exception {
    wasToken50(true);
    PreflightReport report = new DryRun(s.host, WarmupRequest.atStartup()).report();
    assertEquals(PreflightReport.Answer.WOULD_WARM, report.answer());
    wasToken50(false);
    report = new DryRun(s.host, WarmupRequest.atStartup()).report();
    assertEquals(PreflightReport.Answer.WOULD_SKIP, report.answer());
    assertTrue(report.why(), report.why().contains("no other node"));
  }
}
