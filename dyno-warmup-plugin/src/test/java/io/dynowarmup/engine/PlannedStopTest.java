// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.fakes.Faults;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.node.Node;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.redis.ChangeFeed;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.state.StopNote;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a planned stop notes. Only a note that is certain may be written. */
public class PlannedStopTest {
  private static final String NONE =
      "the next start cannot resume, and compares the keys instead: ";

  @Rule public final TemporaryFolder folder = MemoryFolder.create();

  private Scenario s;
  private WarmupEngine engine;

  @Before
  public void aNodeThatWasWarmed() {
    s = new Scenario(folder.getRoot().toPath());
    s.world.feeds = NothingChanges::new;
    s.source.infoOverrides.put("repl_backlog_active", "1");
    s.source.infoOverrides.put("repl_backlog_first_byte_offset", "1");
    s.local.infoOverrides.put("rdb_changes_since_last_save", "0");
    WarmupStatus end = s.run();
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    engine = new WarmupEngine(s.host);
  }

  @After
  public void close() {
    engine.close();
  }

  private static final class NothingChanges implements ChangeFeed {
    @Override
    public Optional<List<byte[]>> changes() {
      return Optional.of(Collections.emptyList());
    }

    @Override
    public void close() {}
  }

  private String stop() {
    return engine.prepareStop("a test");
  }

  private StopNote note() throws IOException {
    try (Node node = new NodeFinder(s.host, s.host.readConfig()).find()) {
      return node.stop().read();
    }
  }

  private String token() {
    return s.local.held(OwnKeys.STOP);
  }

  private void assertNone(String why, String said) {
    assertTrue(said, said.contains(NONE + why));
    assertNone(why);
  }

  private void assertNone(String why) {
    assertTrue("a run is due", Files.exists(s.stateFile.resolveSibling("state.stop")));
    IOException none = assertThrows(IOException.class, this::note);
    assertTrue(none.getMessage(), none.getMessage().contains(why));
    assertEquals("", token());
  }

  private void sourceIsWrittenTo() {
    s.written(1_000, 1, 1);
    s.world.advance(1_000);
  }

  @Test
  public void aWarmNodeIsNoted() throws IOException {
    String said = stop();
    assertTrue(said, said.contains("(Dynomite STANDBY); the next start resumes at offset "));
    assertEquals(token(), note().token());
    assertEquals(DynomiteState.STANDBY, s.dynomite.current());
    assertTrue(StateFile.open(s.stateFile).leftCold());
    assertFalse("the stop holds", engine.reserve());
  }

  /** It may block for seconds while it forks. */
  @Test
  public void aRedisThatDoesNotAnswerWhileItSavesIsAskedAgain() throws IOException {
    s.world.faults().fail("local INFO persistence", Faults.Kind.LOST_COMMAND, 2);
    String said = stop();
    assertTrue(said, said.contains("Redis has saved its data and can be stopped now"));
    assertEquals(token(), note().token());
  }

  @Test
  public void oneThatDoesNotAnswerBgsaveMayHaveSaved() {
    s.local.clockAheadMillis = 0L;
    long now = TimeUnit.NANOSECONDS.toSeconds(s.world.time().nanos());
    s.local.infoOverrides.put("rdb_last_save_time", String.valueOf(now + 60));
    s.world.faults().fail("local BGSAVE", Faults.Kind.LOST_ANSWER, 1);
    String said = stop();
    assertTrue(said, said.contains("Redis has saved its data and can be stopped now"));

    s.local.infoOverrides.put("rdb_last_save_time", String.valueOf(now - 60));
    s.world.faults().fail("local BGSAVE", Faults.Kind.LOST_COMMAND, 1);
    WarmupException e = assertThrows(WarmupException.class, this::stop);
    assertTrue(e.getMessage(), e.getMessage().contains("it has not answered BGSAVE"));
    assertNone("Redis has not saved its data at the stop");
  }

  @Test
  public void aSecondStopKeepsTheNoteOfTheFirst() throws IOException {
    stop();
    StopNote first = note();
    sourceIsWrittenTo();
    String said = stop();
    assertTrue(said, said.contains("resumes where the node was stopped before, at offset "));
    assertEquals(first.toString(), note().toString());
    assertEquals(first.token(), note().token());
    assertEquals(first.token(), token());
  }

  /** Whatever is here now, the writes since the first stop are missing. */
  @Test
  public void aSecondStopNotesNothingIfTheFirstNoteDoesNotApply() {
    stop();
    sourceIsWrittenTo();
    s.local.infoOverrides.put("rdb_changes_since_last_save", "1");
    assertNone("the node was not known to be warm when the stop began", stop());
    s.local.infoOverrides.put("rdb_changes_since_last_save", "0");
    assertNone("the node was not known to be warm when the stop began", stop());
  }

  @Test
  public void aSecondStopWhileDynomiteServesNotesNothing() {
    stop();
    s.dynomite.become(DynomiteState.NORMAL);
    assertNone("the node was not known to be warm when the stop began", stop());
    assertEquals(DynomiteState.STANDBY, s.dynomite.current());
  }

  @Test
  public void aColdNodeNotesNothing() {
    StateFile.open(s.stateFile).cold().failed(false);
    assertNone("the node was not known to be warm when the stop began", stop());
    assertEquals(DynomiteState.STANDBY, s.dynomite.current());
  }

  @Test
  public void aRedisThatIsNotTheWarmOneNotesNothing() {
    s.local.restart();
    assertNone("the node was not known to be warm when the stop began", stop());
  }

  @Test
  public void aNodeInDoubtNotesNothing() {
    StateFile.open(s.stateFile).doubt().record(Optional.of("it lost 3 keys"));
    assertNone("the data of the node was in doubt when the stop began: it lost 3 keys", stop());
  }

  @Test
  public void aDynomiteThatWasNotServingMayHaveDroppedWrites() {
    s.dynomite.become(DynomiteState.STANDBY);
    assertNone("Dynomite was STANDBY when the stop began", stop());
  }

  @Test
  public void theDataIsSavedWithoutDynomiteToo() {
    s.dynomite.die();
    String said = stop();
    assertNone("Dynomite was UNREACHABLE when the stop began", said);
    assertTrue(said, said.contains("Redis has saved its data"));
    assertFalse("the stop holds", engine.reserve());
  }

  @Test
  public void aStopThatWasNotSavedLeavesNoNoteAndTheNodeClosed() {
    s.local.saveRefusal = "ERR the disk is full";
    WarmupException failed = assertThrows(WarmupException.class, this::stop);
    assertTrue(failed.getMessage(), failed.getMessage().contains("the disk is full"));
    assertNone("Redis has not saved its data at the stop");
    assertFalse("the watch leaves the node alone", engine.reserve());
    assertEquals(DynomiteState.STANDBY, s.dynomite.current());
    s.local.restart();
    assertTrue(engine.reserve());
  }

  /** Gossip does that. */
  @Test
  public void aDynomiteThatIsOpenedWhileRedisSavesLeavesNoNote() {
    s.local.onSave = () -> s.dynomite.become(DynomiteState.NORMAL);
    assertNone("Dynomite was NORMAL after the stop", stop());
    assertEquals(DynomiteState.STANDBY, s.dynomite.current());
  }

  @Test
  public void aRedisThatIsWrittenToWhileItSavesLeavesNoNote() {
    s.local.onSave = () -> s.local.infoOverrides.put("rdb_changes_since_last_save", "2");
    assertNone("Redis was written to while it saved its data (2 changes)", stop());
  }

  @Test
  public void aSecondStopThatWasNotSavedDropsTheNoteOfTheFirst() {
    stop();
    s.local.saveRefusal = "ERR the disk is full";
    assertThrows(WarmupException.class, this::stop);
    assertNone("Redis has not saved its data at the stop");
  }
}
