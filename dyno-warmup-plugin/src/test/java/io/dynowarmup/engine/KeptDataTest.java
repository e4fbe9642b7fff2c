// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.fakes.FakeRedis;
import io.dynowarmup.fakes.Faults;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.spi.Suitability;
import io.dynowarmup.state.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Tests a run without any settings on a node that holds data. */
public class KeptDataTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(20);

  private static final String STATE = "state";

  private final Keeper delta = new Keeper();
  private Scenario s;

  @Before
  public void aNodeThatHasComeBackWithItsData() {
    s = new Scenario(folder.getRoot().toPath());
    s.host.strategies.add(delta);
    s.local.holding(Scenario.KEYS);
  }

  private static WarmupStatus assertEnded(WarmupOutcome wanted, WarmupStatus end) {
    assertEquals(end.reason(), Optional.of(wanted), end.outcome());
    return end;
  }

  private WarmupStatus warmed(String strategy) {
    WarmupStatus end = assertEnded(WarmupOutcome.WARMED, s.run());
    assertEquals(strategy, end.strategy().get());
    s.assertRestored();
    return end;
  }

  private int attached() {
    return (int) s.world.faults().calls().stream().filter("local SLAVEOF"::equals).count();
  }

  /** Kills the process at its next call. The state file keeps the content of that moment. */
  private void die() {
    dieAfter(1);
  }

  private void dieAfter(int calls) {
    Faults faults = s.world.faults();
    faults.killAt(faults.calls().size() + calls, () -> copy(STATE, STATE + ".then"));
  }

  private void killed(Runnable run) {
    run.run();
    copy(STATE + ".then", STATE);
    s.restarted();
    delta.midway = () -> {};
  }

  /**
   * Copies the state file and the checkpoint beside it. A file that does not exist is deleted at
   * the target.
   */
  private void copy(String from, String to) {
    Path dir = s.stateFile.getParent();
    for (String end : new String[] {"", ".cursor"}) {
      try {
        Files.deleteIfExists(dir.resolve(to + end));
        if (Files.exists(dir.resolve(from + end))) {
          Files.copy(dir.resolve(from + end), dir.resolve(to + end));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  public void itIsComparedWhereMostOfItIsTheSame() {
    warmed("delta (auto: 7 of 500 differ)");
    assertEquals(0, attached());
    assertFalse(s.dynomite.history().contains(DynomiteState.STANDBY));
  }

  @Test
  public void itIsReplacedWhereTooMuchDiffers() {
    delta.answer = () -> Suitability.no("400 of 500 differ");
    warmed("replication (auto: 400 of 500 differ)");
    assertEquals(1, attached());
    assertEquals(0, delta.opened);
  }

  @Test
  public void itIsReplacedIfTheSourcePermitsNoComparison() {
    delta.answer =
        () -> {
          throw Keeper.failure(Reason.NOPERM);
        };
    warmed("replication (auto: a test says NOPERM)");
  }

  @Test
  public void anEmptyNodeAsksNothingOfTheSourceButHowItIs() {
    s.local.holding(0);
    warmed("replication (auto: the node is empty)");
    assertEquals(0, delta.asked);
  }

  @Test
  public void norDoesOneThatHoldsFarLessThanTheSource() {
    s.local.holding(12);
    warmed("replication (auto: the node holds 12 keys, the source 5000)");
    assertEquals(0, delta.asked);
  }

  @Test
  public void norDoesOneThatHoldsFarMoreAndMayLoseIt() {
    s.with("force", true).local.holding(20_000);
    warmed("replication (auto: the node holds 20000 keys, the source 5000)");
    assertEquals(0, delta.asked);
  }

  @Test
  public void withoutForceItIsNotGivenForASourceThatHasFarLess() {
    s.local.holding(20_000);
    WarmupStatus end = assertEnded(WarmupOutcome.FAILED, s.run());
    assertEquals(Reason.NO_HEALTHY_SOURCE, end.reasonCode().orElse(null));
    assertEquals(20_000, s.local.bulk());
    assertEquals("it did not come to that", "auto", end.strategy().get());
  }

  @Test
  public void aNodeThatIsKnownToBeWarmIsLeftAlone() {
    warmed("delta (auto: 7 of 500 differ)");
    s.restarted();
    assertEquals("auto", assertEnded(WarmupOutcome.SKIPPED, s.run()).strategy().get());
    assertEquals(1, delta.asked);
  }

  @Test
  public void replicationTakesOverWhereTheComparisonTurnsOutToBeImpossible() {
    delta.midway =
        () -> {
          throw Keeper.failure(Reason.STRATEGY_CANNOT);
        };
    WarmupStatus end = warmed("replication (auto: a test says STRATEGY_CANNOT)");
    assertEquals("not asked again", 1, delta.asked);
    assertTrue(end.warnings().toString(), end.warnings().toString().contains("is replaced by"));
  }

  @Test
  public void whatWasAskedForByNameDoesNotGiveWay() {
    delta.midway =
        () -> {
          throw Keeper.failure(Reason.STRATEGY_CANNOT);
        };
    s.with("strategy", "delta");
    WarmupStatus end = assertEnded(WarmupOutcome.FAILED, s.run());
    assertEquals(Reason.STRATEGY_CANNOT, end.reasonCode().orElse(null));
    assertEquals(0, attached());
    assertEquals(Scenario.KEYS, s.local.bulk());
  }

  @Test
  public void aLocalRedisThatIsGoneForAMomentIsComparedAgain() {
    delta.midway =
        () -> {
          delta.midway = () -> {};
          throw Keeper.failure(Reason.CONNECTION_LOST);
        };
    warmed("delta (auto: 7 of 500 differ)");
    assertEquals(2, delta.opened);
    assertEquals(0, attached());
  }

  @Test
  public void oneThatLoadsItsFileMeanwhileIsWaitedFor() {
    delta.midway =
        () -> {
          delta.midway = () -> {};
          s.local.restart().loadingOwnFile(true);
          throw Keeper.failure(Reason.LOADING);
        };
    s.world.faults().beforeCall(400, () -> s.local.loadingOwnFile(false));
    warmed("delta (auto: 7 of 500 differ)");
    assertEquals(2, delta.asked);
    assertEquals(0, attached());
  }

  @Test
  public void anAbortWhileTheSourceIsAskedDropsNothing() {
    delta.answer =
        () -> {
          s.cancel.cancel("a test wants it");
          return Suitability.no("400 of 500 differ");
        };
    assertEnded(WarmupOutcome.ABORTED, s.run());
    assertEquals(0, attached());
    assertEquals(Scenario.KEYS, s.local.bulk());
    assertEquals("Dynomite was left alone", 0, s.dynomite.history().size());
  }

  @Test
  public void aBudgetThatIsSpentOnAskingDropsNothing() {
    delta.answer =
        () -> {
          s.world.advance(900_000);
          return Suitability.no("400 of 500 differ");
        };
    assertEnded(WarmupOutcome.FAILED, s.run());
    assertEquals(0, attached());
    assertEquals(Scenario.KEYS, s.local.bulk());
  }

  @Test
  public void aRunThatDiesWhileItAsksHasLeftNothing() {
    delta.answer =
        () -> {
          die();
          return Suitability.yes("7 of 500 differ");
        };
    killed(s::run);
    assertFalse(StateFile.open(s.stateFile).unfinished().isPresent());
    assertFalse(StateFile.open(s.stateFile).leftCold());
  }

  @Test
  public void theReplicaOfAKilledRunKeepsReplicating() {
    s.local.holding(0);
    s.entering(WarmupPhase.CATCH_UP, this::die);
    s.run();
    assertFalse(s.local.isMaster());
    s.restarted();
    warmed("replication (auto: the local Redis is already a replica)");
    assertEquals(1, attached());
  }

  @Test
  public void itIsReplacedByTheDataOfAnotherSourceThatAnOperatorNames() {
    s.local.holding(0);
    s.secondSource();
    s.with("source", "r2").entering(WarmupPhase.CATCH_UP, this::die);
    killed(s::run);
    s.with("source", "r3");
    warmed("replication (auto: the local Redis is already a replica)");
    assertEquals(0, delta.asked);
  }

  @Test
  public void whatAKilledReplicationHasBegunIsReplicatedAgain() throws InterruptedException {
    s.local.holding(0);
    s.entering(WarmupPhase.TRANSFER, () -> dieAfter(12));
    killed(s::run);
    s.local.detach();
    s.local.holding(Scenario.KEYS);
    String text = new DryRun(s.host, WarmupRequest.manual()).report().text();
    assertTrue(text, text.contains("replication (auto: replication had already begun)"));
    warmed("replication (auto: replication had already begun)");
    assertEquals(0, delta.asked);
  }

  /** All data had arrived, so it is worth a comparison. */
  @Test
  public void whatAKilledReplicationHasBroughtIsCompared() {
    s.local.holding(0);
    s.entering(WarmupPhase.HAND_OVER, this::die);
    killed(s::run);
    s.local.detach();
    s.world.advance(60_000);
    warmed("delta (auto: 7 of 500 differ)");
  }

  @Test
  public void soIsWhatASourceThatFailedHasBrought() {
    FakeRedis second = s.secondSource();
    s.local.holding(0);
    s.entering(WarmupPhase.CATCH_UP, () -> s.board.now().source().ifPresent(p -> fail(p, second)));
    warmed("delta (auto: 7 of 500 differ)");
  }

  private void fail(Peer chosen, FakeRedis second) {
    (chosen.redis().equals(second.endpoint()) ? second : s.source).down = true;
  }

  @Test
  public void aKilledComparisonIsResumedWithoutANewEstimate() {
    s.world.advance(10_000);
    delta.midway = this::die;
    killed(s::run);
    delta.answer = () -> Suitability.no("it would be too much now");
    warmed("delta (auto: resuming the comparison of the last run)");
    assertEquals("half of it", delta.found);
    assertEquals(1, delta.asked);
  }

  @Test
  public void alsoWhereTheWatchHadKeptReadersAway() {
    s.world.advance(10_000);
    StateFile.open(s.stateFile).standby(true);
    s.dynomite.become(DynomiteState.STANDBY);
    delta.midway = this::die;
    killed(s::run);
    warmed("delta (auto: resuming the comparison of the last run)");
    assertEquals("half of it", delta.found);
    assertFalse(StateFile.open(s.stateFile).standby());
  }

  @Test
  public void itIsEstimatedAgainAfterARestartOfTheLocalRedis() {
    s.world.advance(10_000);
    delta.midway = this::die;
    killed(s::run);
    delta.answer = () -> Suitability.no("it is old now");
    s.local.restart();
    warmed("replication (auto: it is old now)");
  }

  @Test
  public void theSecondSourceIsEstimatedToo() {
    s.secondSource();
    delta.midway =
        () -> {
          delta.midway = () -> {};
          delta.answer = () -> Suitability.no("400 of 500 differ");
          throw Keeper.failure(Reason.SOURCE_FAILED);
        };
    warmed("replication (auto: 400 of 500 differ)");
    assertEquals(2, delta.asked);
  }

  @Test
  public void aRetryOfANodeThatHasServedSinceKeepsWhatItHolds() {
    s.local.holding(1);
    s.run(WarmupRequest.atStartup().keepingData());
    assertEquals("it is not asked whether that is dear", 0, delta.asked);
    assertEquals(1, delta.opened);
    assertEquals(0, attached());
  }

  @Test
  public void theStrategyIsOpenUntilASourceIsChosen() {
    s.run();
    for (WarmupStatus seen : s.seen) {
      if (seen.phase() == WarmupPhase.PREFLIGHT && seen.strategy().isPresent()) {
        assertEquals("auto", seen.strategy().get());
      }
    }
  }

  @Test
  public void aPreflightSaysWhatItCannotKnowYet() throws InterruptedException {
    String text = new DryRun(s.host, WarmupRequest.manual()).report().text();
    assertTrue(text, text.matches("(?s).*strategy +auto\n.*"));
    assertTrue(text, text.contains("5000 keys of this node, or none if"));
    assertEquals(0, delta.asked);
  }

  @Test
  public void soDoesOneOfANodeThatWouldBeLeftAlone() throws InterruptedException {
    s.local.upForSeconds(9_000);
    PreflightReport report = new DryRun(s.host, WarmupRequest.atStartup()).report();
    assertEquals(report.text(), PreflightReport.Answer.WOULD_SKIP, report.answer());
    assertTrue(report.text(), report.text().contains("5000 keys of this node, or none if"));
  }

  @Test
  public void aPreflightOfAReplicationDropsThemAll() throws InterruptedException {
    s.local.upForSeconds(9_000);
    for (WarmupRequest request :
        new WarmupRequest[] {WarmupRequest.manual(), WarmupRequest.atStartup()}) {
      String text = new DryRun(s.host, request.withStrategy("replication")).report().text();
      assertTrue(text, text.contains("5000 keys of this node\n"));
    }
  }

  @Test
  public void aPreflightOfAnEmptyNodeKnows() throws InterruptedException {
    s.local.holding(0);
    String text = new DryRun(s.host, WarmupRequest.manual()).report().text();
    assertTrue(text, text.contains("replication (auto: the node is empty)"));
    assertTrue(text, text.contains("0 keys of this node\n"));
  }

  @Test
  public void aPreflightOfAComparisonDropsNothing() throws InterruptedException {
    assertEquals(
        0,
        new DryRun(s.host, WarmupRequest.manual().withStrategy("delta"))
            .report()
            .drops()
            .getAsLong());
  }

  @Test
  public void whatReplicationWouldNotSurviveEitherEndsTheRun() {
    delta.midway =
        () -> {
          throw new WarmupException(Reason.NOAUTH, "the password was changed");
        };
    WarmupStatus end = assertEnded(WarmupOutcome.FAILED, s.run());
    assertEquals(Reason.NOAUTH, end.reasonCode().orElse(null));
    assertEquals(Scenario.KEYS, s.local.bulk());
  }
}
