// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.strategy.snapshot.SnapshotStrategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class RequestCheckTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(20);

  private Scenario s;

  @Before
  public void anEmptyNode() {
    s = new Scenario(folder.getRoot().toPath());
  }

  private String refused(WarmupRequest request) {
    try (WarmupEngine engine = new WarmupEngine(s.host)) {
      List<Object> seen = Collections.synchronizedList(new ArrayList<>());
      engine.addObserver(seen::add);
      WarmupException e = assertThrows(WarmupException.class, () -> engine.start(request));
      assertEquals(e.getMessage(), Reason.BAD_ARGUMENT, e.reason());
      assertFalse("no run", engine.status().runId().isPresent());
      assertEquals("nothing to see", Collections.emptyList(), seen);
      assertEquals("no record", Collections.emptyList(), engine.history());
      assertEquals("files", 0, folder.getRoot().list().length);
      return e.getMessage();
    }
  }

  @Test
  public void anUnknownSourceIsRefusedWithTheKnownOnesAndWithoutARun() {
    String message = refused(WarmupRequest.manual().withSource("r9"));
    assertTrue(message, message.contains("'r9'") && message.contains("127.0.0.1:22201"));
  }

  @Test
  public void soIsAnUnknownPreferredSource() {
    String message = refused(WarmupRequest.manual().preferring("r9"));
    assertTrue(message, message.contains("'r9'") && message.contains("127.0.0.1:22201"));
  }

  @Test
  public void aDumpIsRefusedWithoutAStrategyThatLoadsIt() {
    s.host.strategies.add(new SnapshotStrategy());
    String message = refused(WarmupRequest.manual().withDumps("d1,d2"));
    assertTrue(message, message.contains("'d1,d2'") && message.contains("snapshot"));
    refused(WarmupRequest.manual().withDumps("d1").withStrategy("replication"));
    new RequestCheck(s.host).check(WarmupRequest.manual().withDumps("d1").withStrategy("snapshot"));
    new RequestCheck(s.host).check(WarmupRequest.manual().withDumps(" , "));
  }

  @Test
  public void anUnknownStrategyIsRefusedWithTheKnownOnesAndWithoutARun() {
    String message = refused(WarmupRequest.manual().withStrategy("magic"));
    assertTrue(message, message.contains("'magic'") && message.contains("replication"));
  }

  @Test
  public void aKnownSourceIsAccepted() {
    new RequestCheck(s.host)
        .check(WarmupRequest.manual().withSource("r2").withStrategy("replication"));
  }

  @Test
  public void whatElseIsWrongIsReportedByTheRun() {
    s.with("poll.msec", "often");
    new RequestCheck(s.host).check(WarmupRequest.manual().withSource("r9"));
  }
}
