// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.VerifyReport.State;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.Test;

public class VerifyReportTest {
  private static final Peer PEER =
      Peer.of(
          new Endpoint("10.0.0.2", 22122),
          new Endpoint("10.0.0.2", 8101),
          "rack2",
          "dc",
          Collections.singletonList(1L));

  private static PeerComparison compared(long keys, long expected) {
    return new PeerComparison.Builder()
        .peer(PEER)
        .compared(keys)
        .expected(Known.number(expected))
        .equal(keys)
        .different(0)
        .missingHere(0)
        .missingThere(0)
        .inDoubt(0)
        .build();
  }

  private static VerifyReport report(State state, long millis, PeerComparison... peers) {
    return new VerifyReport.Builder()
        .state(state)
        .mode("full")
        .elapsedMillis(millis)
        .peersToCompare(2)
        .addPeers(peers)
        .build();
  }

  @Test
  public void thePeersThatAreAheadCountAsTheLastOne() {
    VerifyReport first = report(State.RUNNING, 2_000, compared(50, 100));
    assertEquals(OptionalLong.of(200), first.expected());
    assertEquals(OptionalInt.of(25), first.percent());
    assertEquals(OptionalLong.of(6_000), first.leftMillis());
    VerifyReport second = report(State.RUNNING, 4_000, compared(100, 100), compared(50, 100));
    assertEquals(OptionalInt.of(75), second.percent());
  }

  @Test
  public void anEstimateThatIsTooLowIsNotTheEnd() {
    VerifyReport more = report(State.RUNNING, 4_000, compared(100, 100), compared(130, 100));
    assertEquals(OptionalLong.of(230), more.expected());
    assertEquals(OptionalInt.of(99), more.percent());
    assertEquals(OptionalLong.empty(), more.leftMillis());
    assertEquals(OptionalInt.of(100), report(State.DONE, 4_000, compared(90, 100)).percent());
  }

  @Test
  public void nothingIsKnownBeforeTheFirstNumbers() {
    assertEquals(OptionalInt.empty(), VerifyReport.none().percent());
    assertEquals(OptionalInt.empty(), report(State.RUNNING, 5_000).percent());
    assertEquals(OptionalLong.empty(), report(State.RUNNING, 5_000, compared(5, -1)).expected());
    assertEquals(
        "too early", OptionalLong.empty(), report(State.RUNNING, 9, compared(5, 50)).leftMillis());
  }
}
