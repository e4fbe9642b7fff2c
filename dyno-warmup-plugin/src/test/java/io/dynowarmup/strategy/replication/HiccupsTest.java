package io.dynowarmup.strategy.replication;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.time.ManualTime;
import org.junit.Test;

public class HiccupsTest {
  private final ManualTime time = new ManualTime();
  private final Hiccups hiccups = new Hiccups(time);

  private boolean mayPass(Reason reason) {
    return hiccups.mayPass(new WarmupException(reason, "planned"));
  }

  @Test
  public void aConnectionThatBreaksOnceIsOne() {
    assertTrue(mayPass(Reason.CONNECTION_LOST));
  }

  @Test
  public void threeFailuresOverTwoSecondsAreNone() {
    assertTrue(mayPass(Reason.CONNECTION_LOST));
    time.advance(1_000);
    assertTrue(mayPass(Reason.REFUSED));
    time.advance(1_000);
    assertFalse(mayPass(Reason.REFUSED));
  }

  @Test
  public void anAnswerInBetweenBeginsAnew() {
    assertTrue(mayPass(Reason.TIME_OUT));
    assertTrue(mayPass(Reason.TIME_OUT));
    hiccups.worked();
    time.advance(5_000);
    assertTrue(mayPass(Reason.TIME_OUT));
  }

  @Test
  public void anErrorThatTheServerAnswersIsNone() {
    assertFalse(mayPass(Reason.NOAUTH));
  }
}
