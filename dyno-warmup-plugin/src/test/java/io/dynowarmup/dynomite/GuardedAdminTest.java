// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.ManualTime;
import org.junit.Test;

/** Checks that a Dynomite that is starting receives no requests. */
public class GuardedAdminTest {
  private boolean listens;
  private int looks;
  private int questions;
  private DynomiteState state = DynomiteState.NORMAL;

  private final ManualTime time = new ManualTime();

  private final GuardedAdmin admin =
      new GuardedAdmin(
          new DynomiteAdmin() {
            @Override
            public DynomiteState state() {
              questions++;
              return state;
            }

            @Override
            public void request(DynomiteState wanted) {
              questions++;
              if (state == DynomiteState.UNREACHABLE) {
                throw new WarmupException(Reason.TIME_OUT, "silent");
              }
            }

            @Override
            public DynomiteInfo info() {
              request(null);
              return null;
            }

            @Override
            public ClusterDescription clusterDescribe() {
              request(null);
              return null;
            }
          },
          () -> {
            looks++;
            return listens;
          },
          time);

  @Test
  public void theFirstQuestionWaitsForTheClientPort() {
    assertEquals(DynomiteState.UNREACHABLE, admin.state());
    assertEquals(Reason.REFUSED, assertThrows(WarmupException.class, () -> admin.info()).reason());
    assertThrows(WarmupException.class, () -> admin.clusterDescribe());
    assertThrows(WarmupException.class, () -> admin.request(DynomiteState.STANDBY));
    assertEquals(0, questions);
    listens = true;
    assertEquals(DynomiteState.NORMAL, admin.state());
    assertEquals(1, questions);
  }

  @Test
  public void thePortIsNotProbedWhileTheAdminPortAnswers() {
    listens = true;
    admin.state();
    admin.request(DynomiteState.STANDBY);
    admin.info();
    assertEquals(1, looks);
  }

  @Test
  public void thePortIsProbedAgainOnceTheLastAnswerIsOld() {
    listens = true;
    admin.state();
    time.advance(199);
    admin.state();
    time.advance(199);
    admin.info();
    assertEquals(1, looks);
    time.advance(200);
    listens = false;
    int before = questions;
    assertEquals(DynomiteState.UNREACHABLE, admin.state());
    assertThrows(WarmupException.class, () -> admin.request(DynomiteState.STANDBY));
    assertEquals("Dynomite may have been restarted", before, questions);
    listens = true;
    assertEquals(DynomiteState.NORMAL, admin.state());
  }

  @Test
  public void thePortIsProbedAgainAfterARequestWithoutAnswer() {
    listens = true;
    admin.state();
    state = DynomiteState.UNREACHABLE;
    admin.state();
    listens = false;
    int before = questions;
    assertEquals(DynomiteState.UNREACHABLE, admin.state());
    assertThrows(WarmupException.class, () -> admin.request(DynomiteState.STANDBY));
    assertEquals(before, questions);
  }
}
