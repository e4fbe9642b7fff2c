// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.status;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.time.ManualTime;
import org.junit.Test;

public class StatusBoardTest {
  private final ManualTime time = new ManualTime();
  private final StatusBoard board = new StatusBoard(time, s -> {});

  private String note() {
    return board.now().progress().note();
  }

  @Test
  public void whatIsWaitedForIsShownAndTheEndTellsWhatTheDataSaidLast() {
    board.begin("1", WarmupRequest.manual());
    board.progress(
        new Progress.Builder().stage(Progress.Stage.READY).note("9 moved, 4 removed").build(),
        "NORMAL");
    board.note("Redis becomes a master");
    assertEquals("Redis becomes a master", note());
    board.finish(RunResult.warmed(), () -> {});
    assertEquals("9 moved, 4 removed", note());
  }

  @Test
  public void restoreDoesNotBeginWithTheWordsOfTheTransfer() {
    board.begin("1", WarmupRequest.manual());
    board.note("in the stream");
    board.enter(WarmupPhase.HAND_OVER);
    assertEquals("in the stream", note());
    board.enter(WarmupPhase.RESTORE);
    assertEquals("", note());
  }

  private void polled(String movement) {
    board.progress(
        new Progress.Builder().stage(Progress.Stage.COPYING).movement(movement).build(), "STANDBY");
  }

  @Test
  public void theTimeWithoutProgressBeginsWithEachMovement() {
    board.begin("1", WarmupRequest.manual());
    time.advance(700);
    assertEquals(700, board.now().sinceProgressMillis());
    board.enter(WarmupPhase.TRANSFER);
    time.advance(100);
    polled("the source saves 1 s");
    assertEquals(0, board.now().sinceProgressMillis());
    time.advance(200);
    polled("the source saves 1 s");
    board.note("waiting");
    assertEquals(200, board.now().sinceProgressMillis());
    polled("the source saves 2 s");
    assertEquals(0, board.now().sinceProgressMillis());
  }

  @Test
  public void aRunWithoutDataEndsWithoutAWord() {
    board.begin("1", WarmupRequest.manual());
    board.note("asking the peers");
    board.finish(RunResult.warmed(), () -> {});
    assertEquals("", note());
  }
}
