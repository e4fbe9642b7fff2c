// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.time.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** A delta was killed half-way, and its node served for a day before the program came back. */
public class ServedSinceKillTest {
  private static final long HERE = 2_000;

  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private final Keeper delta = new Keeper();
  private Scenario s;

  @Before
  public void aKilledRun() {
    s = new Scenario(folder.getRoot().toPath());
    s.host.strategies.add(delta);
    delta.midway = () -> s.local.holding(Scenario.KEYS);
    s.local.holding(HERE).upForSeconds(90_000);
    StateFile state = StateFile.open(s.stateFile);
    SourcePin pin = SourcePin.of("", RedisInfo.parse(""));
    Moment then = Moment.now(s.world.time());
    state.source(s.source.endpoint(), pin, s.local.runId(), then, true);
    state.phase(WarmupPhase.TRANSFER, then);
    record(state.owner());
    s.world.advance(86_400_000);
  }

  private void record(String owner) {
    NodeRecord begun =
        NodeRecord.of(
            NodeRecord.State.COLD, "dc/r1", s.local.runId(), 1, "delta", "127.0.0.1:22201");
    try (RedisNode redis = s.world.connect(s.local.endpoint(), RedisAccess.plain(1_000))) {
      redis.exchange(
          OwnKeys.RECORD, s.local.held(OwnKeys.RECORD), begun.begun().by(owner, "100").text(), 0);
    }
  }

  private NodeRecord own() {
    return NodeRecord.parse(s.local.held(OwnKeys.RECORD)).get();
  }

  private void assertKept(WarmupOutcome outcome, WarmupStatus end) {
    assertEquals(end.reason(), Optional.of(outcome), end.outcome());
    assertFalse(s.world.faults().calls().contains("local SLAVEOF"));
    assertTrue(s.local.bulk() >= HERE);
  }

  @Test
  public void theNodeIsNotTakenForWarmAndARunKeepsItsData() {
    WarmupStatus end = s.run();

    assertKept(WarmupOutcome.WARMED, end);
    assertTrue(
        end.strategy().get(), end.strategy().get().startsWith("delta (auto: the node serve"));
    assertTrue(end.warnings().toString().contains("the node has served since a run from"));
    assertTrue(own().warm(s.local.runId()));
  }

  @Test
  public void theSettingReplicationDropsNothing() {
    s.with("strategy", "replication");

    assertKept(WarmupOutcome.WARMED, s.run());
    assertEquals(1, delta.opened);
  }

  @Test
  public void withoutASourceTheRecordsStayCold() {
    s.source.down = true;

    assertKept(WarmupOutcome.FAILED, s.run());
    assertTrue(own().isUnfinished(s.local.runId()));
    StateFile state = StateFile.open(s.stateFile);
    assertTrue(state.leftCold());
    assertFalse(state.unfinished().isPresent());
  }

  @Test
  public void withBootstrapOffTheRecordsStayCold() {
    WarmupStatus end = s.with("bootstrap", false).run();

    assertKept(WarmupOutcome.SKIPPED, end);
    assertEquals(Optional.of(Reason.NOT_ALLOWED), end.reasonCode());
    assertTrue(own().isUnfinished(s.local.runId()));
    assertTrue(StateFile.open(s.stateFile).leftCold());
  }

  @Test
  public void theRecordInRedisIsEnoughIfTheStateFileCouldNotBeWritten() throws IOException {
    Files.delete(s.stateFile);
    record(StateFile.open(s.stateFile).owner());

    WarmupStatus end = s.run();

    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
  }

  @Test
  public void aNodeThatAnOperatorOpenedKeepsTheRecordOfTheRun() {
    StateFile state = StateFile.open(s.stateFile);
    state.known(Optional.of(s.local.runId()), "100");
    state.finished();

    assertKept(WarmupOutcome.SKIPPED, s.run());
    assertTrue(own().isUnfinished(s.local.runId()));
  }
}
