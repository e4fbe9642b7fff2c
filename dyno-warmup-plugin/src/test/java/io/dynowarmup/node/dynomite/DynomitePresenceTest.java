// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node.dynomite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.fakes.FakeDynomite;
import io.dynowarmup.fakes.World;
import org.junit.Before;
import org.junit.Test;

public class DynomitePresenceTest {
  private final World world = new World();
  private final FakeDynomite dynomite =
      world.dynomite(new Endpoint("127.0.0.1", 1), world.redis("local", 2));
  private DynomitePresence presence;

  @Before
  public void answersInStandby() {
    presence = new DynomitePresence(dynomite, world.time());
    dynomite.become(DynomiteState.STANDBY);
    world.time().advance(60_000);
    probe();
  }

  private void probe() {
    presence.probed(dynomite.state());
    world.time().advance(200);
  }

  private void restart(int missedProbes) {
    dynomite.die();
    for (int i = 0; i < missedProbes; i++) {
      probe();
    }
    world.time().advance(2_000);
    dynomite.comeBack();
  }

  @Test
  public void aRestartThatOneProbeMissedIsNoticed() {
    long first = presence.firstAnswerNanos();
    restart(1);
    probe();
    assertNotEquals(first, presence.firstAnswerNanos());
  }

  @Test
  public void aRestartBetweenTwoProbesIsNoticed() {
    long first = presence.firstAnswerNanos();
    restart(0);
    probe();
    assertNotEquals(first, presence.firstAnswerNanos());
    assertTrue(presence.answers());
  }

  @Test
  public void aMissedProbeOfTheSameProcessIsNone() {
    long first = presence.firstAnswerNanos();
    presence.probed(DynomiteState.UNREACHABLE);
    probe();
    assertEquals(first, presence.firstAnswerNanos());
  }

  /** Gossip sets it. */
  @Test
  public void theSameProcessInAnotherStateIsNone() {
    long first = presence.firstAnswerNanos();
    dynomite.become(DynomiteState.NORMAL);
    probe();
    assertEquals(first, presence.firstAnswerNanos());
  }
}
