// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import org.junit.Test;

/** Checks that a Dynomite that is starting receives no requests. */
public class GuardedAdminTest {
  private boolean listens;
  private int looks;
  private int questions;
  private DynomiteState state = DynomiteState.NORMAL;

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
          });

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
