// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node.dynomite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.dynomite.StartProgress;
import io.dynowarmup.time.ManualTime;
import org.junit.Test;

public class AwaitedStartTest {
  private static final long LIMIT = 15_000;

  private final ManualTime time = new ManualTime();
  private final Dynomite dynomite = new Dynomite();
  private final AwaitedStart start =
      new AwaitedStart(dynomite, dynomite::listens, "127.0.0.1:8102", time, time, LIMIT);

  /** Listens 100 ms after a successful start. */
  private final class Dynomite implements DynomiteProcess {
    private int failing;
    private StartProgress failure = StartProgress.FAILED;
    private int starts;
    private long listensAt = Long.MAX_VALUE;

    private boolean listens() {
      return time.elapsedMillis() >= listensAt;
    }

    @Override
    public boolean canStart() {
      return true;
    }

    @Override
    public void start() {
      starts++;
      if (starts > failing) {
        listensAt = time.elapsedMillis() + 100;
      }
    }

    @Override
    public StartProgress progress() {
      return starts > failing ? StartProgress.ENDED : failure;
    }

    @Override
    public void stop() {}
  }

  @Test
  public void aStartIsOverWhenItListens() {
    start.start();
    assertEquals(1, dynomite.starts);
    assertEquals(100, time.elapsedMillis(), 2);
  }

  @Test
  public void aStartThatFailsIsNoticedAtOnceAndTriedAgain() {
    dynomite.failing = 1;
    start.start();
    assertEquals(2, dynomite.starts);
    assertTrue(time.elapsedMillis() + " ms", time.elapsedMillis() < 500);
  }

  @Test
  public void aCommandThatEndsAndLeavesNothingIsTriedAgain() {
    dynomite.failing = 2;
    dynomite.failure = StartProgress.ENDED;
    start.start();
    assertEquals(3, dynomite.starts);
    assertTrue(time.elapsedMillis() + " ms", time.elapsedMillis() < 8_000);
  }

  @Test
  public void theTriesEndWithinTheLimitAndSayHowOften() {
    dynomite.failing = Integer.MAX_VALUE;
    WarmupException e = assertThrows(WarmupException.class, start::start);
    assertEquals(Reason.DYNOMITE_UNREACHABLE, e.reason());
    assertTrue(
        e.getMessage(),
        e.getMessage()
            .matches(".*within 15000 ms \\(dynomite.start.msec\\): \\d+ starts failed.*"));
    assertTrue(dynomite.starts + " starts", dynomite.starts > 5 && dynomite.starts < 15);
    assertTrue(time.elapsedMillis() + " ms", time.elapsedMillis() <= LIMIT);
  }

  @Test
  public void oneThatIsUnderWayIsGivenTheWholeLimit() {
    dynomite.failing = Integer.MAX_VALUE;
    dynomite.failure = StartProgress.UNDER_WAY;
    start.start();
    assertEquals(1, dynomite.starts);
    assertEquals(LIMIT, time.elapsedMillis(), 5);
  }

  @Test
  public void oneThatAnOperatorHasStoppedIsNotStartedAgain() {
    dynomite.failing = Integer.MAX_VALUE;
    dynomite.failure = StartProgress.FORBIDDEN;
    WarmupException e = assertThrows(WarmupException.class, start::start);
    assertEquals(Reason.ABORTED, e.reason());
    assertEquals(1, dynomite.starts);
  }
}
