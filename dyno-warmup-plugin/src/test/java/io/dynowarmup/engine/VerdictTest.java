package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.HandOverReport;
import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.WarmupOutcome;
import java.util.Collections;
import java.util.Optional;
import org.junit.Test;

public class VerdictTest {
  private static Verdict warmed() {
    return new Verdict(Ending.warmed(), Collections.emptyList()).missing(0).keys(10);
  }

  @Test
  public void aNodeThatHasEverythingIsWarm() {
    assertEquals(WarmupOutcome.WARMED, warmed().evicted(0).ending().outcome());
  }

  @Test
  public void oneThatHadToEvictIsNot() {
    Ending ending = warmed().evicted(3).ending();
    assertEquals(WarmupOutcome.PARTIAL, ending.outcome());
    assertEquals(Reason.DOES_NOT_FIT, ending.code());
    assertTrue(ending.text(), ending.text().contains("evicted 3 keys"));
    assertTrue(ending.text(), ending.text().contains("maxmemory"));
  }

  @Test
  public void aRedisThatWasRestartedHoldsWhatItHadSaved() {
    Ending ending = warmed().redisWasRestarted(true).ending();
    assertEquals(WarmupOutcome.FAILED, ending.outcome());
    assertEquals(Reason.REDIS_RESTARTED, ending.code());
  }

  @Test
  public void ofARedisThatDoesNotAnswerNobodySaysThatItHoldsTheData() {
    Ending ending =
        new Verdict(Ending.warmed(), Collections.singletonList("Redis does not answer")).ending();
    assertEquals(WarmupOutcome.FAILED, ending.outcome());
    assertEquals("the hand-over held, but then Redis does not answer", ending.text());
  }

  @Test
  public void oneThatRefusesWritesIsNot() {
    WarmupException refusal = new WarmupException(Reason.REFUSES_WRITES, "Redis refuses writes");
    Ending ending = warmed().refusesWrites(Optional.of(refusal)).ending();
    assertEquals(WarmupOutcome.PARTIAL, ending.outcome());
    assertEquals(Reason.REFUSES_WRITES, ending.code());
    assertEquals(
        "the hand-over held, but Redis refuses writes; 0 bytes of the source's stream are missing"
            + " here; the node holds 10 keys",
        ending.text());
    assertEquals(WarmupOutcome.WARMED, warmed().refusesWrites(Optional.empty()).ending().outcome());
  }

  @Test
  public void aRunThatWasNotWarmedAlwaysHasAReason() {
    for (String empty : new String[] {"", ": ;", " ", null}) {
      assertEquals("no reason is known: STALLED", Ending.failed(Reason.STALLED, empty).text());
      assertEquals("no reason is known: NOT_COLD", Ending.skipped(Reason.NOT_COLD, empty).text());
    }
    assertEquals("why", Ending.aborted("why").text());
    assertEquals("", Ending.warmed().text());
    assertEquals("no reason is known", new HandOverReport(1, false, 0, "", 0, 0, 0, "").note());
    assertEquals("", HandOverReport.NONE.note());
  }
}
