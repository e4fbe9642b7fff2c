// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.source.Facts;
import io.dynowarmup.source.FakeRedis;
import java.util.Optional;
import org.junit.Test;

public class DynomiteProbeTest {
  private static DynomiteSign refusing(String adminSays) {
    return new DynomiteProbe(
            Facts.peer("a"),
            Optional.of(new Endpoint("a", 8102)),
            peer -> Optional.of(adminSays).filter(s -> !s.isEmpty()),
            (port, millis) -> PortProbe.Answer.LISTENS,
            (endpoint, access) -> new Refusing(endpoint),
            2_000)
        .call();
  }

  /** Answers as Dynomite does in all states but NORMAL. */
  private static final class Refusing extends FakeRedis {
    Refusing(Endpoint endpoint) {
      super(endpoint);
    }

    @Override
    public void ping() {
      throw new WarmupException(
          Reason.REDIS_ERROR, "ERR Dynomite's current state does not allow this request");
    }
  }

  /** The client port gives the same answer in STANDBY, where writes are dropped. */
  @Test
  public void onlyTheAdminPortShowsThatWritesArePassedOn() {
    assertTrue(refusing("RESUMING").isResuming());
    for (String other : new String[] {"STANDBY", "WRITES_ONLY", "NORMAL", ""}) {
      assertFalse(other, refusing(other).isResuming());
      assertTrue(other, refusing(other).doesNotServe());
    }
    assertTrue(refusing("RESUMING").doesNotServe());
    assertEquals(refusing("").text(), refusing("RESUMING").text());
  }
}
