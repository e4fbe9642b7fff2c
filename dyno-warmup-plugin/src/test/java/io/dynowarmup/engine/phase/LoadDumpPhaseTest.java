// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.engine.Scenario;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.strategy.snapshot.SnapshotStrategy;
import io.dynowarmup.time.CancelSignal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class LoadDumpPhaseTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  /** Returns whether the whole node, and whether single ranges may be loaded from dumps. */
  private List<Boolean> mayLoad(long keys, boolean force) throws Exception {
    Scenario s = new Scenario(folder.newFolder().toPath());
    s.host.strategies.add(new SnapshotStrategy());
    s.local.holding(keys);
    s.with("strategy", "snapshot").with("force", force);
    s.with("chunks.store", folder.newFolder().toURI());
    WarmupRequest request = WarmupRequest.manual();
    s.board.begin("1", request);
    Run run = new Run(new RunContext(request, s.host, s.board, new CancelSignal()));
    List<Boolean> may = new ArrayList<>();
    s.entering(
        WarmupPhase.SELECT_SOURCE,
        () -> {
          may.add(LoadDumpPhase.mayLoad(run));
          may.add(LoadDumpPhase.mayLoadRanges(run));
        });
    new RunLoop(run).run();
    return may;
  }

  /** A forced run replaces keys by those of a live source, not by the older ones of a dump. */
  @Test
  public void singleRangesAreLoadedIntoAnEmptyNodeOnly() throws Exception {
    assertEquals(Arrays.asList(true, true), mayLoad(0, false));
    assertEquals(Arrays.asList(true, false), mayLoad(100, true));
    assertEquals(Collections.nCopies(2, false), mayLoad(100, false));
  }
}
