// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.NodeRecord.Doubt;
import io.dynowarmup.redis.info.NodeRecord.State;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.state.StateFile;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** A start-up run finds no source and changes nothing: its peers learn what the copy is worth. */
public class UntouchedFailureTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private Scenario s;

  @Before
  public void theOtherCopyIsDown() {
    s = new Scenario(folder.getRoot().toPath());
    s.host.strategies.add(new Keeper());
    s.local.holding(Scenario.KEYS);
    s.source.down = true;
  }

  private void fromDisk() {
    s.local.infoOverrides.put("rdb_last_load_keys_loaded", String.valueOf(Scenario.KEYS));
  }

  private void fails(WarmupRequest request) {
    WarmupStatus end = s.run(request);
    assertEquals(end.reason(), Optional.of(WarmupOutcome.FAILED), end.outcome());
  }

  private NodeRecord own() {
    return NodeRecord.parse(s.local.held(OwnKeys.RECORD)).get();
  }

  @Test
  public void aCopyFromDiskIsRecordedAsRestarted() {
    fromDisk();
    fails(WarmupRequest.atStartup());

    assertEquals(Doubt.RESTARTED, own().doubt());
    assertEquals(s.local.runId(), own().runId());
    assertTrue(StateFile.open(s.stateFile).leftCold());
  }

  @Test
  public void aRunThatSucceedsReplacesTheRecord() {
    fromDisk();
    fails(WarmupRequest.atStartup());
    s.source.restart();
    s.restarted().run();

    assertEquals(Doubt.NONE, own().doubt());
    assertTrue(own().warm(s.local.runId()));
  }

  @Test
  public void aCopyThatMissedWritesIsRecordedAsCold() {
    StateFile.open(s.stateFile).cold().missedWrites();
    fails(WarmupRequest.atStartup());

    assertEquals(Doubt.NONE, own().doubt());
    assertTrue(own().text(), own().text().contains("state=COLD "));
  }

  /** Redis hung, so that only the state file could record it. */
  @Test
  public void aCopyThatMissedWritesLacksMoreThanWhatItsRunLeftOut() {
    NodeRecord record =
        NodeRecord.of(State.COLD, "dc/r1", s.local.runId(), 1, "delta", "")
            .doubted(Doubt.INCOMPLETE);
    s.record(s.local, record);
    StateFile.open(s.stateFile).cold().missedWrites();
    fails(WarmupRequest.atStartup());

    assertEquals(Doubt.NONE, own().doubt());
    assertTrue(own().text(), own().text().contains("state=COLD "));
  }

  /** As on the first node of a cluster, whose other nodes are started later. */
  @Test
  public void keysThatWereWrittenSinceRedisStartedAreAsRightAsAny() {
    fails(WarmupRequest.atStartup());
    fails(WarmupRequest.atStartup().keepingData());

    assertEquals("", s.local.held(OwnKeys.RECORD));
  }

  @Test
  public void soAreTheKeysOfANodeThatWasEmpty() {
    s.local.holding(0);
    fails(WarmupRequest.atStartup());
    s.local.holding(7);
    fails(WarmupRequest.atStartup().keepingData());

    assertEquals("", s.local.held(OwnKeys.RECORD));
  }

  @Test
  public void aRunByHandRecordsNothing() {
    fromDisk();
    fails(WarmupRequest.manual());

    assertEquals("", s.local.held(OwnKeys.RECORD));
  }
}
