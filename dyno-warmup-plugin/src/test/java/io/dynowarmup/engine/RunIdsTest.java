// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.state.StateFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Ids of runs over several processes for one node. */
public class RunIdsTest {
  private static final long LIMIT_MILLIS = 15_000;

  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private Scenario s;
  private Path file;

  @Before
  public void aNodeThatIsLeftAlone() {
    s = new Scenario(folder.getRoot().toPath());
    file = s.host.readConfig().stateFile().get();
    s.with("bootstrap", false);
  }

  /** Performs a run of a process of its own. */
  private WarmupStatus run(WarmupRequest request) throws InterruptedException {
    try (WarmupEngine engine = new WarmupEngine(s.host)) {
      String id = engine.start(request);
      WarmupStatus end = engine.await(LIMIT_MILLIS);
      assertEquals(id, end.runId().get());
      return end;
    }
  }

  private static List<String> ids(List<RunRecord> runs) {
    return runs.stream().map(RunRecord::runId).collect(Collectors.toList());
  }

  @Test
  public void runNumbersContinueAfterARestartAndIdentifyTheRunsInTheHistory() throws Exception {
    for (String id : Arrays.asList("1", "2", "3")) {
      assertEquals(id, run(WarmupRequest.atStartup()).runId().get());
    }
    assertEquals(Arrays.asList("3", "2", "1"), ids(StateFile.open(file).history()));
  }

  @Test
  public void theNumberOfARunThatWasKilledIsNotUsedAgain() throws Exception {
    run(WarmupRequest.atStartup());
    StateFile.open(file).runBegins("2");
    assertEquals("3", run(WarmupRequest.atStartup()).runId().get());
  }

  @Test
  public void aRunOfAnotherProcessMovesTheNumbersOnAndStaysInTheHistory() throws Exception {
    try (WarmupEngine daemon = new WarmupEngine(s.host)) {
      daemon.start(WarmupRequest.atStartup());
      daemon.await(LIMIT_MILLIS);
      run(WarmupRequest.atStartup().by("command line"));
      assertEquals("3", daemon.start(WarmupRequest.atStartup()));
      daemon.await(LIMIT_MILLIS);
      assertEquals(Arrays.asList("3", "2", "1"), ids(daemon.history()));
      assertEquals("command line", daemon.history().get(1).requestedBy());
    }
  }

  @Test
  public void theStatusAndTheHistorySayWhoAsked() throws Exception {
    assertEquals("start-up", run(WarmupRequest.atStartup()).requestedBy());
    assertEquals("retry 2", run(WarmupRequest.atStartup().by("retry 2")).requestedBy());
    List<RunRecord> history = StateFile.open(file).history();
    assertEquals("retry 2", history.get(0).requestedBy());
    assertEquals("start-up", history.get(1).requestedBy());
  }
}
