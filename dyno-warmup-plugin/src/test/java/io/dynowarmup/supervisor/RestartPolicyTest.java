// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import static io.dynowarmup.supervisor.RestartPolicy.Verdict.GIVE_UP;
import static io.dynowarmup.supervisor.RestartPolicy.Verdict.RESTART;
import static io.dynowarmup.supervisor.RestartPolicy.Verdict.WAIT;
import static org.junit.Assert.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class RestartPolicyTest {
  private static final int NEEDED = 2;
  private static final int MOST = 4;

  private final RestartPolicy policy = new RestartPolicy();
  private long nanos = -5;

  private RestartPolicy.Verdict failed() {
    return policy.failed(nanos, NEEDED, MOST);
  }

  private void pass(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private void restart() {
    while (failed() != RESTART) {
      pass(1_000);
    }
    policy.restarted(nanos);
  }

  @Test
  public void oneFailureIsAHiccup() {
    assertEquals(WAIT, failed());
    policy.alive(nanos);
    assertEquals(WAIT, failed());
    assertEquals(RESTART, failed());
  }

  @Test
  public void theFirstRestartIsAtOnceAndThePausesGrow() {
    restart();
    failed();
    assertEquals(WAIT, failed());
    pass(RestartPolicy.FIRST_PAUSE_MILLIS - 1);
    assertEquals(WAIT, failed());
    pass(1);
    assertEquals(RESTART, failed());
    policy.restarted(nanos);
    assertEquals(2 * RestartPolicy.FIRST_PAUSE_MILLIS, policy.pauseMillis());
    failed();
    pass(2 * RestartPolicy.FIRST_PAUSE_MILLIS - 1);
    assertEquals(WAIT, failed());
    pass(1);
    assertEquals(RESTART, failed());
  }

  @Test
  public void noPauseIsLongerThanTheLongest() {
    for (int i = 0; i < 70; i++) {
      policy.restarted(nanos);
    }
    assertEquals(RestartPolicy.LONGEST_PAUSE_MILLIS, policy.pauseMillis());
  }

  @Test
  public void afterTheLastOneItIsGivenUp() {
    for (int i = 0; i < MOST; i++) {
      restart();
    }
    failed();
    pass(RestartPolicy.LONGEST_PAUSE_MILLIS);
    assertEquals(GIVE_UP, failed());
  }

  /** Otherwise a process that dies a second after each start would be restarted forever. */
  @Test
  public void onlyAProcessThatHasStayedUpIsResetToZero() {
    restart();
    pass(RestartPolicy.STABLE_MILLIS - 1);
    policy.alive(nanos);
    assertEquals(1, policy.restarts());
    pass(1);
    policy.alive(nanos);
    assertEquals(0, policy.restarts());
  }

  @Test
  public void withNoneAllowedThereIsNone() {
    assertEquals(GIVE_UP, policy.failed(nanos, 1, 0));
  }
}
