// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.PreflightReport.Answer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.fakes.MemoryFolder;
import java.util.List;
import java.util.Locale;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class DryRunTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(20);

  private Scenario s;

  @Before
  public void anEmptyNode() {
    s = new Scenario(folder.getRoot().toPath());
  }

  private PreflightReport report(WarmupRequest request) throws InterruptedException {
    return new DryRun(s.host, request).report();
  }

  @Test
  public void aColdNodeWouldBeWarmedFromItsPeer() throws Exception {
    PreflightReport r = report(WarmupRequest.manual());
    assertEquals(r.text(), Answer.WOULD_WARM, r.answer());
    assertEquals(22201, r.source().get().redis().port());
    assertEquals(0, r.drops().getAsLong());
    assertTrue(r.text(), r.text().startsWith("WOULD_WARM: from 127.0.0.1:22201"));
  }

  @Test
  public void nothingIsTouched() throws Exception {
    report(WarmupRequest.manual());
    List<String> calls = s.world.faults().calls();
    for (String call : calls) {
      String c = call.toLowerCase(Locale.ROOT);
      assertFalse(
          call, c.matches(".*(slaveof|replicaof|config (?!get )|set|del|standby|writes).*"));
    }
    assertFalse("something was asked", calls.isEmpty());
    assertEquals("files", 0, folder.getRoot().list().length);
  }

  @Test
  public void aWarmNodeSaysWhatForcingItWouldDrop() throws Exception {
    s.local.holding(70).upForSeconds(9_000);
    PreflightReport r = report(WarmupRequest.atStartup());
    assertEquals(r.text(), Answer.WOULD_SKIP, r.answer());
    assertEquals(70, r.drops().getAsLong());
    assertTrue(r.why(), r.why().contains("70 keys"));
    assertTrue(
        r.text(), r.text().contains("would drop     nothing; with force 70 keys of this node"));
  }

  @Test
  public void withoutAPeerItSaysThatTheStartIsTriedAgain() throws Exception {
    s.with("peers", "127.0.0.1:1:r1:dc:200:22201");
    PreflightReport r = report(WarmupRequest.atStartup());
    assertEquals(r.text(), Answer.WOULD_SKIP, r.answer());
    assertTrue(r.misset().toString(), r.misset().toString().contains("up to 5 times (retry.max)"));
  }

  @Test
  public void aRetryThatIsPlannedIsSaid() throws Exception {
    PreflightReport r =
        new DryRun(s.host, WarmupRequest.manual()).noting("it is tried again").report();
    assertTrue(r.misset().toString(), r.misset().contains("it is tried again"));
  }

  @Test
  public void aPeerThatCannotServeIsNamedWithTheReason() throws Exception {
    s.source.down = true;
    PreflightReport r = report(WarmupRequest.manual());
    assertEquals(r.text(), Answer.WOULD_FAIL, r.answer());
    assertEquals(1, r.candidates().size());
    assertTrue(r.why(), r.why().contains("127.0.0.1:22201"));
  }

  @Test
  public void aWrongSettingIsReported() throws Exception {
    s.with("poll.msec", "often");
    PreflightReport r = report(WarmupRequest.manual());
    assertEquals(Answer.WOULD_FAIL, r.answer());
    assertTrue(r.why(), r.why().contains("often"));
  }

  @Test
  public void anUnknownSourceOrStrategyIsABadArgument() {
    for (WarmupRequest wrong :
        new WarmupRequest[] {
          WarmupRequest.manual().withSource("r9"), WarmupRequest.manual().withStrategy("magic")
        }) {
      WarmupException e = assertThrows(WarmupException.class, () -> report(wrong));
      assertEquals(Reason.BAD_ARGUMENT, e.reason());
    }
  }

  @Test
  public void aForeignReplicaIsLeftAlone() throws Exception {
    s.local.replicate(s.source.endpoint());
    PreflightReport r = report(WarmupRequest.manual());
    assertEquals(r.text(), Answer.WOULD_SKIP, r.answer());
    assertTrue(r.why(), r.why().contains("foreign replica"));
  }
}
