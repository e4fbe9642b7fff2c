// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertSame;

import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.engine.resume.StopSlot;
import io.dynowarmup.engine.status.StatusBoard;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.time.CancelSignal;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RunThreadTest {
  @Rule public final TemporaryFolder dir = MemoryFolder.create();

  /** Without memory, the code after a run may throw too. */
  @Test
  public void anErrorBehindTheRunReachesTheHost() {
    Scenario scenario = new Scenario(dir.getRoot().toPath());
    AtomicReference<Throwable> told = new AtomicReference<>();
    scenario.host.whenRestoreBreaks = told::set;
    Error error = new OutOfMemoryError("of a test");
    RunThread thread =
        new RunThread(
            scenario.host,
            new StatusBoard(scenario.host.ticker(), status -> {}),
            new Verification(scenario.host),
            new StopSlot(scenario.host),
            () -> {
              throw error;
            },
            mode -> {});

    thread.perform(WarmupRequest.manual(), CancelSignal.never());

    assertSame(error, told.get());
  }
}
