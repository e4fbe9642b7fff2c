// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.NodeState;
import io.dynowarmup.api.NodeView;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.WatchedProcess;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.Keeper;
import io.dynowarmup.engine.Scenario;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.fakes.Faults;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.redis.RedisProcess;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.state.RunLock;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.time.Moment;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Supervises Redis and Dynomite in memory. The test acts as the timer. */
public class NodeSupervisorTest {
  private static final long LIMIT_MILLIS = 20_000;
  private static final long EVERY_MILLIS = 5_000;

  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private Scenario s;
  private WarmupEngine engine;
  private NodeSupervisor keeper;
  private int starts;
  private int stops;
  private Runnable onStart = () -> {};

  @Before
  public void aNodeThatWasWarmed() throws Exception {
    s = new Scenario(folder.getRoot().toPath());
    s.dynomite.startable = true;
    s.host.redisProcess = new Commands();
    onStart = this::comeBackEmpty;
    begin();
    assertEquals(Optional.of(WarmupOutcome.WARMED), engine.await(LIMIT_MILLIS).outcome());
    check();
    assertState("UP", "NORMAL");
  }

  private void begin() {
    engine = new WarmupEngine(s.host);
    keeper = new NodeSupervisor(s.host, engine);
    keeper.startUp();
  }

  @After
  public void close() {
    keeper.end();
    engine.close();
    keeper.close();
    assertEquals("the watch has ended", Collections.emptyList(), engine.processes());
  }

  private final class Commands implements RedisProcess {
    @Override
    public boolean canStart() {
      return true;
    }

    @Override
    public boolean canStop() {
      return true;
    }

    @Override
    public void start() {
      starts++;
      onStart.run();
    }

    @Override
    public void stop() {
      stops++;
      s.local.down = true;
    }
  }

  private void comeBackEmpty() {
    s.local.holding(0).restart();
  }

  private void comeBackWithItsData() {
    s.local.restart();
  }

  private void appendOnly() throws Exception {
    s.local.infoOverrides.put("aof_enabled", "1");
    check();
  }

  @Test
  public void aRunOfAnotherProcessIsInTheHistoryAfterTheNextProbe() throws Exception {
    String own = engine.history().get(0).runId();
    try (WarmupEngine other = new WarmupEngine(s.host)) {
      other.start(WarmupRequest.atStartup());
      assertEquals(Optional.of(WarmupOutcome.SKIPPED), other.await(LIMIT_MILLIS).outcome());
    }
    assertEquals(1, engine.history().size());
    check();
    assertEquals(2, engine.history().size());
    assertEquals(WarmupOutcome.SKIPPED, engine.history().get(0).outcome());
    assertEquals(own, engine.history().get(1).runId());
    assertFalse(own.equals(engine.history().get(0).runId()));
    check();
    assertEquals(2, engine.history().size());
  }

  @Test
  public void theNodeIsNamedByTheProbe() throws Exception {
    check();
    assertTrue(engine.node().self().isPresent());
  }

  private void check() throws Exception {
    s.world.advance(EVERY_MILLIS);
    keeper.check();
  }

  private void looks(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      check();
    }
  }

  private WarmupStatus lookUntilTheRunIsOver() throws Exception {
    WarmupStatus end = engine.await(LIMIT_MILLIS);
    check();
    return end;
  }

  private WatchedProcess redis() {
    return engine.processes().get(0);
  }

  private WatchedProcess dynomite() {
    return engine.processes().get(1);
  }

  private void assertState(String redis, String dynomite) {
    assertEquals(redis().toString(), redis, redis().state());
    assertEquals(dynomite().toString(), dynomite, dynomite().state());
    assertPicture(redis, dynomite);
  }

  /** Checks that all interfaces show the same view of the node. */
  private void assertPicture(String redis, String dynomite) {
    NodeView picture = engine.node();
    assertEquals(picture.processes().toString(), engine.processes().toString());
    boolean silent = redis.equals("DOWN") || redis.equals("UNKNOWN");
    if (!redis.equals("SUSPENDED")) {
      assertEquals(picture.toString(), silent, !picture.redisRole().isPresent());
      assertEquals(picture.toString(), dynomite, picture.dynomiteState());
    }
    if (!engine.status().running() && !redis.equals("SUSPENDED") && !redis.equals("UNKNOWN")) {
      assertEquals(engine.condition().toString(), condition(redis, dynomite), condition());
    }
  }

  private static String condition(String redis, String dynomite) {
    if (!redis.equals("UP") && !redis.equals("REPLICA") || dynomite.equals("DOWN")) {
      return "DOWN";
    }
    return redis.equals("REPLICA") ? redis : dynomite.equals("NORMAL") ? "SERVING" : "CLOSED";
  }

  private String condition() {
    String state = engine.condition().state().name();
    return state.equals("COLD") ? "SERVING" : state;
  }

  private void assertWarmedBy(String run) throws Exception {
    WarmupStatus end = lookUntilTheRunIsOver();
    assertEquals(run, end.runId().get());
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    assertEquals(Scenario.KEYS, s.local.bulk());
    check();
    assertState("UP", "NORMAL");
  }

  @Test
  public void aRedisThatIsGoneIsStartedAndWarmedBeforeAnythingIsRead() throws Exception {
    s.local.down = true;
    looks(2);
    assertEquals("two looks may be a hiccup", 0, starts);
    assertEquals(DynomiteState.NORMAL, s.dynomite.current());
    DynomiteState[] atStart = new DynomiteState[1];
    int asked = s.dynomite.history().size();
    onStart =
        () -> {
          atStart[0] = s.dynomite.current();
          comeBackEmpty();
        };
    check();
    assertEquals(1, starts);
    assertEquals(0, stops);
    assertEquals("it must not be visible", DynomiteState.STANDBY, atStart[0]);
    assertWarmedBy("2");
    assertEquals(1, redis().restarts());
    List<DynomiteState> since = s.dynomite.history().subList(asked, s.dynomite.history().size());
    assertTrue(
        "a STANDBY of ours has no queue that would have to be emptied: " + since,
        since.indexOf(DynomiteState.RESUMING) > since.indexOf(DynomiteState.WRITES_ONLY));
  }

  @Test
  public void aWallClockThatIsSetBackHidesNoRedisThatIsGone() throws Exception {
    s.world.time().setBack(7_200_000);
    s.local.down = true;

    looks(3);

    assertEquals(1, starts);
    assertWarmedBy("2");
  }

  @Test
  public void aSettingThatARunLeftBehindIsRestoredWhenRedisAnswers() throws Exception {
    StateFile.open(s.stateFile).settings().record("masteruser", "");
    s.local.config.put("masteruser", "ours");
    s.world.faults().fail("local CONFIG SET", Faults.Kind.LOST_COMMAND, 1);
    check();
    assertEquals("ours", s.local.config.get("masteruser"));
    check();
    assertEquals("", s.local.config.get("masteruser"));
    assertTrue(StateFile.open(s.stateFile).settings().all().isEmpty());
    assertEquals("no run is due for it", "1", engine.status().runId().get());
  }

  @Test
  public void aSettingThatRedisRefusesIsRetriedAfterGrowingPauses() throws Exception {
    StateFile.open(s.stateFile).settings().record("masteruser", "");
    s.local.config.remove("masteruser");
    int before = s.world.callNanos("local CONFIG SET masteruser").size();
    looks(120);
    int tries = s.world.callNanos("local CONFIG SET masteruser").size() - before;
    // After 0, 5, 15, 35, 75, 155, 315 and 615 s.
    assertTrue(tries + " tries in 600 s", tries >= 5 && tries <= 8);

    s.local.config.put("masteruser", "ours");
    looks(61);
    assertEquals("", s.local.config.get("masteruser"));
    assertTrue(StateFile.open(s.stateFile).settings().all().isEmpty());
  }

  private Keeper comparing() {
    Keeper delta = new Keeper();
    s.host.strategies.add(delta);
    return delta;
  }

  @Test
  public void aRedisThatHasItsDataServesAgainAndIsCompared() throws Exception {
    Keeper delta = comparing();
    appendOnly();
    onStart = this::comeBackWithItsData;
    s.local.down = true;
    looks(2);
    DynomiteState[] asRunBegins = new DynomiteState[1];
    engine.addObserver(
        now -> {
          if (asRunBegins[0] == null && now.running()) {
            asRunBegins[0] = s.dynomite.current();
          }
        });
    check();
    assertEquals(1, starts);
    assertWarmedBy("2");
    assertEquals(1, delta.opened);
    assertEquals("it serves until the run begins", DynomiteState.NORMAL, asRunBegins[0]);
    assertEquals(Optional.of(s.local.runId()), StateFile.open(s.stateFile).warmRunId());
    looks(10);
    assertEquals("2", engine.status().runId().get());
  }

  /** No Dynomite keeps the writes that another one refuses in STANDBY. */
  @Test
  public void aRedisThatWasFrozenUntilDynomiteWasInStandbyIsCompared() throws Exception {
    Keeper delta = comparing();
    s.host.redisProcess = RedisProcess.unmanaged();
    s.local.down = true;
    looks(3);
    assertState("DOWN", "STANDBY");
    assertTrue("as a restart of this program sees it", StateFile.open(s.stateFile).leftCold());
    s.local.down = false;
    check();
    assertEquals("the watch", engine.status().requestedBy());
    assertWarmedBy("2");
    assertEquals(1, delta.opened);
    assertFalse(StateFile.open(s.stateFile).leftCold());
    looks(10);
    assertEquals("2", engine.status().runId().get());
  }

  @Test
  public void aRedisThatWasFrozenForLessIsLeftAlone() throws Exception {
    s.local.down = true;
    looks(2);
    s.local.down = false;
    looks(3);
    assertState("UP", "NORMAL");
    assertEquals("1", engine.status().runId().get());
    assertFalse(StateFile.open(s.stateFile).leftCold());
  }

  /** Each run is followed by another freeze at once. */
  @Test
  public void aRedisThatFreezesAgainAndAgainIsNotComparedForEver() throws Exception {
    s.host.redisProcess = RedisProcess.unmanaged();
    s.with("watch.failures", 1).with("watch.restarts", 3);
    for (int i = 0; i < 200; i++) {
      s.local.down = true;
      check();
      s.local.down = false;
      check();
      engine.await(LIMIT_MILLIS);
    }
    check();
    assertEquals("4", engine.status().runId().get());
    assertState("UP", "NORMAL");
    assertMissedAndCold();
  }

  private void assertMissedAndCold() {
    assertEquals(NodeState.COLD, engine.condition().state());
    String doubt = engine.node().doubt().orElse("");
    assertTrue(doubt, doubt.startsWith("Redis did not answer, and Dynomite was in STANDBY"));
    NodeRecord own = NodeRecord.parse(s.local.held(OwnKeys.RECORD)).get();
    assertEquals(s.local.runId(), own.runId());
    assertFalse("its peers see it", own.warm(s.local.runId()));
    assertTrue(StateFile.open(s.stateFile).leftCold());
  }

  @Test
  public void bootstrapOffShowsThatWritesWereMissed() throws Exception {
    s.host.redisProcess = RedisProcess.unmanaged();
    s.with("bootstrap", false);
    s.local.down = true;
    looks(4);
    s.local.down = false;
    looks(2);
    assertState("UP", "NORMAL");
    assertEquals("1", engine.status().runId().get());
    assertMissedAndCold();
    String doubt = engine.node().doubt().get();
    assertTrue(doubt, doubt.contains("warm it before another rack's Redis is restarted"));
  }

  @Test
  public void withoutAnotherRackNoWriteWasMissed() throws Exception {
    s.host.redisProcess = RedisProcess.unmanaged();
    s.with("peers", "127.0.0.1:1:r1:dc:200:22201");
    s.local.down = true;
    looks(4);
    s.local.down = false;
    looks(2);
    assertState("UP", "NORMAL");
    assertEquals("1", engine.status().runId().get());
    assertFalse(StateFile.open(s.stateFile).leftCold());
  }

  /** No run could bring the writes, so a node that was recorded as cold would stay cold. */
  @Test
  public void aRackOfAnotherDataCentreIsNoOtherCopyUnlessItMayBeUsed() throws Exception {
    s.host.redisProcess = RedisProcess.unmanaged();
    s.with("peers", "127.0.0.1:1:r1:dc2:100:22201");
    s.local.down = true;
    looks(4);
    s.local.down = false;
    looks(2);
    assertState("UP", "NORMAL");
    assertFalse(StateFile.open(s.stateFile).leftCold());

    s.with("remote.datacenters", true).with("bootstrap", false);
    s.local.down = true;
    looks(4);
    s.local.down = false;
    looks(2);
    assertMissedAndCold();
  }

  /** A retry or an operator's run waits for Redis, and ends before the watch sees Redis again. */
  @Test
  public void aRunThatMadeItWarmAnswersWhatWasMissed() throws Exception {
    s.host.redisProcess = RedisProcess.unmanaged();
    s.local.down = true;
    looks(4);
    assertTrue(StateFile.open(s.stateFile).leftCold());
    s.local.down = false;
    engine.start(WarmupRequest.manual());
    assertEquals(Optional.of(WarmupOutcome.WARMED), engine.await(LIMIT_MILLIS).outcome());
    looks(2);
    assertFalse(StateFile.open(s.stateFile).leftCold());
    NodeRecord own = NodeRecord.parse(s.local.held(OwnKeys.RECORD)).get();
    assertTrue(own.warm(s.local.runId()));
    assertEquals("2", engine.status().runId().get());
  }

  @Test
  public void anOldDumpIsWarmed() throws Exception {
    s.local.infoOverrides.put("rdb_changes_since_last_save", "17");
    check();
    onStart = this::comeBackWithItsData;
    s.local.down = true;
    looks(3);
    assertWarmedBy("2");
  }

  @Test
  public void aRedisThatWasRestartedEmptyByAnotherProgramIsWarmed() throws Exception {
    s.host.redisProcess = RedisProcess.unmanaged();
    comeBackEmpty();
    check();
    assertWarmedBy("2");
    assertEquals(0, starts);
  }

  @Test
  public void withoutACommandItIsSaidAndWhatComesBackIsJudged() throws Exception {
    s.host.redisProcess = RedisProcess.unmanaged();
    s.local.down = true;
    looks(4);
    assertTrue(redis().text(), redis().text().contains("redis.start.command is not set"));
    assertState("DOWN", "STANDBY");
    comeBackEmpty();
    check();
    assertWarmedBy("2");
  }

  /** The file system of the state file became read-only during the run. */
  @Test
  public void aRunWhoseEndIsNotRecordedIsNotDue() throws Exception {
    StateFile file = StateFile.open(s.stateFile);
    Moment started = new Moment(1, 1);
    SourcePin pin = new SourcePin("source", "", "", 0);
    file.source(new Endpoint("10.0.0.2", 22122), pin, s.local.runId(), started, false);
    file.phase(WarmupPhase.TRANSFER, started);
    looks(3);
    assertEquals("1", engine.status().runId().get());
    assertState("UP", "NORMAL");

    comeBackEmpty();
    check();
    assertWarmedBy("2");
  }

  @Test
  public void bootstrapOffWarmsNothing() throws Exception {
    s.with("bootstrap", false);
    s.local.down = true;
    looks(4);
    assertEquals(1, starts);
    assertEquals("1", engine.status().runId().get());
    assertState("UP", "NORMAL");
    assertEquals(NodeState.COLD, engine.condition().state());
    String doubt = engine.node().doubt().orElse("");
    assertTrue(doubt, doubt.startsWith("Redis was restarted: it came back empty"));
  }

  @Test
  public void aRedisThatIsLoadingIsNotTouched() throws Exception {
    comparing();
    appendOnly();
    onStart = this::comeBackWithItsData;
    s.local.restart();
    s.local.loadingOwnFile(true);
    looks(10);
    assertEquals(0, starts + stops);
    assertState("LOADING", "STANDBY");
    s.local.loadingOwnFile(false);
    check();
    assertWarmedBy("2");
  }

  /** A loading Redis does not answer whose claim it holds. The state is not ours to report. */
  @Test
  public void aRedisThatLoadsAnothersSyncIsLeftToIt() throws Exception {
    s.local.infoOverrides.put("role", "slave");
    s.local.infoOverrides.put("master_host", "10.0.0.9");
    s.local.infoOverrides.put("master_port", "22122");
    s.local.loadingOwnFile(true);
    s.dynomite.become(DynomiteState.STANDBY);
    looks(3);
    assertState("SUSPENDED", "SUSPENDED");
    assertEquals(
        "UNKNOWN: Redis is loading the data of 10.0.0.9:22122, which another program made it copy",
        engine.condition().toString());
    assertEquals(DynomiteState.STANDBY, s.dynomite.current());
    assertEquals(0, starts + stops);
  }

  @Test
  public void whatFailsToStartIsTriedAgainWithPausesAndThenGivenUp() throws Exception {
    onStart = () -> {};
    s.with("watch.restarts", 4);
    s.local.down = true;
    looks(3);
    assertEquals(1, starts);
    assertTrue(redis().text(), redis().text().contains("the next try after 10 s"));
    looks(1_000);
    assertEquals(4, starts);
    assertTrue(redis().text(), redis().text().contains("start it by hand"));
    comeBackEmpty();
    check();
    assertWarmedBy("2");
  }

  /** Each process lives for less than three probes. */
  @Test
  public void whatFlapsDoesNotSpin() throws Exception {
    s.with("watch.failures", 1).with("watch.restarts", 5);
    appendOnly();
    onStart = this::comeBackWithItsData;
    for (int i = 0; i < 1_000; i++) {
      s.local.down = true;
      check();
    }
    assertEquals(5, starts);
  }

  @Test
  public void aSourceThatIsGoneDoesNotKeepTheNodeClosed() throws Exception {
    s.source.down = true;
    s.local.down = true;
    looks(3);
    WarmupStatus end = lookUntilTheRunIsOver();
    assertEquals(Optional.of(WarmupOutcome.FAILED), end.outcome());
    looks(3);
    assertState("UP", "NORMAL");
    assertEquals("2", engine.status().runId().get());
  }

  @Test
  public void aDynomiteThatIsGoneIsStarted() throws Exception {
    s.dynomite.die();
    looks(2);
    assertEquals(0, s.dynomite.starts());
    assertState("UP", "DOWN");
    check();
    assertEquals(1, s.dynomite.starts());
    assertState("UP", "NORMAL");
    assertEquals(1, dynomite().restarts());
    assertEquals("1", engine.status().runId().get());
  }

  @Test
  public void aDynomiteThatDoesNotStayIsGivenUp() throws Exception {
    s.with("watch.restarts", 3);
    s.dynomite.startWorks = false;
    s.dynomite.die();
    looks(1_000);
    assertEquals(3, s.dynomite.starts());
    assertTrue(dynomite().text(), dynomite().text().contains("start it by hand"));
  }

  @Test
  public void aDynomiteIsNotAskedBeforeItListens() throws Exception {
    s.dynomite.die();
    int asked = s.world.faults().count("dynomite ");
    looks(2);
    assertEquals(asked, s.world.faults().count("dynomite "));
  }

  @Test
  public void bothGoneRedisComesFirst() throws Exception {
    s.local.down = true;
    s.dynomite.die();
    onStart =
        () -> {
          assertEquals(0, s.dynomite.starts());
          comeBackEmpty();
        };
    looks(3);
    assertWarmedBy("2");
    assertEquals(1, s.dynomite.starts());
  }

  @Test
  public void whatAnotherClientHasSetIsLeftAlone() throws Exception {
    s.dynomite.become(DynomiteState.STANDBY);
    looks(5);
    assertEquals(DynomiteState.STANDBY, s.dynomite.current());
    assertTrue(dynomite().text(), dynomite().text().contains("another program"));
  }

  @Test
  public void duringARunNothingIsDone() throws Exception {
    s.source.bgsaveMillis = -1;
    s.with("force", true).with("stall.msec", 86_400_000);
    s.dynomite.startable = false;
    engine.start(WarmupRequest.manual());
    check();
    assertState("SUSPENDED", "SUSPENDED");
    engine.abort("the test");
    s.with("force", false);
    lookUntilTheRunIsOver();
    assertEquals(0, starts);
  }

  @Test
  public void aRunOfAnotherProgramIsNotDisturbed() throws Exception {
    RunLock other = RunLock.take(s.stateFile);
    s.local.down = true;
    looks(5);
    assertEquals(0, starts);
    assertState("SUSPENDED", "SUSPENDED");
    other.close();
    looks(3);
    assertEquals(1, starts);
  }

  @Test
  public void noRunBeginsWhileSomethingIsRestarted() throws Exception {
    WarmupException[] refused = new WarmupException[1];
    onStart =
        () -> {
          refused[0] =
              assertThrows(WarmupException.class, () -> engine.start(WarmupRequest.manual()));
          comeBackEmpty();
        };
    s.local.down = true;
    looks(3);
    assertEquals(Reason.ALREADY_RUNNING, refused[0].reason());
    assertSays("Redis DOWN", refused[0]);
    assertSays("start 1", refused[0]);
    assertWarmedBy("2");
  }

  @Test
  public void aStartWhileAFrozenRedisIsAwaitedIsToldSoAndNoRestart() throws Exception {
    WarmupException[] refused = new WarmupException[1];
    s.world.faults().fail("local PING", Faults.Kind.LOST_COMMAND, 2);
    check();
    s.world
        .faults()
        .beforeCall(
            s.world.faults().calls().size() + 1,
            () ->
                refused[0] =
                    assertThrows(
                        WarmupException.class, () -> engine.start(WarmupRequest.manual())));
    check();
    assertEquals(Reason.ALREADY_RUNNING, refused[0].reason());
    assertSays("the supervisor is probing", refused[0]);
    assertSays("Redis DOWN: local PING was not answered (planned)", refused[0]);
    assertSays("Dynomite NORMAL", refused[0]);
    assertFalse(refused[0].getMessage(), refused[0].getMessage().contains("starting it"));
    assertEquals(0, starts);
    assertEquals("1", engine.status().runId().get());
  }

  private static void assertSays(String text, WarmupException e) {
    assertTrue(e.getMessage(), e.getMessage().contains(text));
  }

  @Test
  public void theEndGivesBackWhatWasHeld() throws Exception {
    onStart = () -> {};
    s.local.down = true;
    looks(3);
    assertEquals(DynomiteState.STANDBY, s.dynomite.current());
    keeper.end();
    engine.close();
    keeper.close();
    assertEquals(DynomiteState.NORMAL, s.dynomite.current());
    assertFalse(StateFile.open(s.stateFile).standby());
  }

  @Test
  public void aCrashGivesBackAtTheNextStart() throws Exception {
    appendOnly();
    onStart = () -> {};
    s.local.down = true;
    looks(3);
    assertEquals(DynomiteState.STANDBY, s.dynomite.current());
    s.restarted();
    onStart = this::comeBackWithItsData;
    begin();
    engine.await(LIMIT_MILLIS);
    looks(2);
    assertEquals(DynomiteState.NORMAL, s.dynomite.current());
  }

  @Test
  public void aRedisThatComesUpOnlyAfterTheRunAtStartIsWarmed() throws Exception {
    onStart = () -> {};
    s.with("redis.wait.msec", 1_000);
    s.local.down = true;
    s.restarted();
    begin();
    assertEquals(Optional.of(WarmupOutcome.FAILED), engine.await(LIMIT_MILLIS).outcome());
    onStart = this::comeBackEmpty;
    looks(3);
    // The first process had run 1.
    assertWarmedBy("3");
  }
}
