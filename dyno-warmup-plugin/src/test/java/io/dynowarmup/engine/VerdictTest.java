package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.WarmupOutcome;
import java.util.Collections;
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
}
