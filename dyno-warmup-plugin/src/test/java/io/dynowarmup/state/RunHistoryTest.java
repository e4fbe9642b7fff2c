// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.engine.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class RunHistoryTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final Timeout limit = Timeout.seconds(20);

  private Path file() {
    return folder.getRoot().toPath().resolve("state");
  }

  private static RunRecord record(int n) {
    return new RunRecord.Builder()
        .runId("r" + n)
        .outcome(WarmupOutcome.FAILED)
        .reasonCode(Reason.NO_HEALTHY_SOURCE)
        .requestedBy("JMX user ops")
        .trigger(WarmupRequest.Trigger.STARTUP)
        .startedEpochMillis(1_700_000_000_000L + n)
        .elapsedMillis(12)
        .reason("refused: a=b # c\\d \u00e4")
        .source("10.0.0.1:22122")
        .strategy("replication")
        .bytes(5)
        .keys(6)
        .writesOnlyMillis(7)
        .build();
  }

  @Test
  public void theStateFileGivesBackWhatItWasGiven() {
    List<RunRecord> two = Arrays.asList(record(2), record(1));
    StateFile.open(file()).history(two);
    assertEquals(two, StateFile.open(file()).history());
  }

  @Test
  public void itGivesBackEachSourceOfACopyInParts() {
    List<String> sources = Arrays.asList("10.0.0.2:22122", "[::1]:22122");
    RunRecord.Builder run = new RunRecord.Builder().runId("1").outcome(WarmupOutcome.WARMED);
    run.source("[::1]:22122").sources(sources);
    StateFile.open(file()).history(Collections.singletonList(run.build()));
    RunRecord read = StateFile.open(file()).history().get(0);
    assertEquals(sources, read.sources());
    assertEquals(Optional.of("[::1]:22122"), read.source());
  }

  @Test
  public void aRunIsRememberedByTheNextProcess() {
    Scenario first = new Scenario(folder.getRoot().toPath());
    first.run();
    Scenario second = new Scenario(folder.getRoot().toPath());
    second.run(WarmupRequest.manual());
    List<RunRecord> history = second.board.history().latestFirst();
    assertEquals(2, history.size());
    assertEquals(WarmupRequest.Trigger.MANUAL, history.get(0).trigger());
    assertEquals(WarmupRequest.Trigger.STARTUP, history.get(1).trigger());
    assertEquals("of this process only", Long.valueOf(1), warmed(second));
  }

  private static Long warmed(Scenario s) {
    return s.board.history().counts().get(WarmupOutcome.WARMED);
  }

  @Test
  public void aLineOfAnOlderVersionIsReadWithoutWhatItDidNotSay() throws IOException {
    StateFile.open(file()).history(Collections.singletonList(record(1)));
    String text = new String(Files.readAllBytes(file()), StandardCharsets.UTF_8);
    String older = text.replace("\\tJMX user ops\\tNO_HEALTHY_SOURCE", "");
    assertNotEquals(text, older);
    Files.write(file(), older.getBytes(StandardCharsets.UTF_8));
    RunRecord read = StateFile.open(file()).history().get(0);
    assertEquals("", read.requestedBy());
    assertEquals(Optional.empty(), read.reasonCode());
    assertEquals(record(1).reason(), read.reason());
  }

  @Test
  public void aRunOfAnotherProcessIsTakenOverAndNoRunIsShownTwice() {
    RunHistory history = new RunHistory();
    history.add(record(1));
    history.recorded(Arrays.asList(record(2), record(1)));
    assertEquals(Arrays.asList(record(2), record(1)), history.latestFirst());
  }

  /**
   * The file of a full history has room for the run of the other process only without the oldest.
   */
  @Test
  public void theLatestRunIsFirstThoughTheFileHasDroppedTheOldest() {
    RunHistory history = new RunHistory();
    List<RunRecord> file = new ArrayList<>();
    for (int i = 1; i <= RunHistory.MOST; i++) {
      history.add(record(i));
      file.add(0, record(i));
    }
    file.add(0, record(RunHistory.MOST + 1));
    file.remove(record(1));
    history.recorded(file);
    assertEquals(file, history.latestFirst());
  }

  @Test
  public void onlyTheLastTwentyAreKept() {
    RunHistory history = new RunHistory();
    history.recorded(Collections.singletonList(record(0)));
    for (int i = 1; i <= 25; i++) {
      history.add(record(i));
    }
    assertEquals(RunHistory.MOST, history.latestFirst().size());
    assertEquals(record(25), history.latestFirst().get(0));
    assertEquals(Long.valueOf(25), history.counts().get(WarmupOutcome.FAILED));
  }

  @Test
  public void aDamagedLineIsLeftOut() throws IOException {
    StateFile.open(file()).history(Arrays.asList(record(2), record(1)));
    String text = new String(Files.readAllBytes(file()), StandardCharsets.UTF_8);
    text = text.replaceFirst("FAILED", "MAYBE");
    Files.write(file(), text.getBytes(StandardCharsets.UTF_8));
    assertEquals(1, StateFile.open(file()).history().size());
  }
}
