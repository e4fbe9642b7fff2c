// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteInfo;
import io.dynowarmup.time.ManualTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.Before;
import org.junit.Test;

/** Lost and new links of other nodes, and lost connections to Redis. */
public class LinkLossesTest {
  private static final Optional<String> NOTHING = Optional.empty();
  private static final Optional<String> LOST =
      Optional.of("another node lost its connection to Dynomite");
  private static final Optional<String> NEW =
      Optional.of("another node connected to Dynomite only now");

  private final ManualTime time = new ManualTime();
  private Optional<Set<String>> links = links("a", "b");
  private String pool = "\"dnode_client_connections\":2";
  private String storage = "\"server_eof\":1,\"server_err\":2,\"server_timedout\":3";
  private final LinkLosses losses = new LinkLosses(this::info, () -> links, time, time);

  private DynomiteInfo info() {
    if (pool.isEmpty()) {
      throw new WarmupException(Reason.DYNOMITE_UNREACHABLE, "no answer");
    }
    return DynomiteInfo.parse(
        "{\"rack\":\"r\",\"pool\":{" + pool + ",\"storage\":{" + storage + "}}}", "/info");
  }

  private static Optional<Set<String>> links(String... remote) {
    return Optional.of(new HashSet<>(Arrays.asList(remote)));
  }

  private Optional<String> later() {
    time.advance(1_000);
    return losses.lost();
  }

  @Before
  public void begin() {
    losses.begin();
  }

  @Test
  public void nothingIsLostWhileAllStays() {
    assertEquals(NOTHING, later());
    assertEquals(NOTHING, losses.lostNow());
  }

  @Test
  public void aLinkThatIsGone() {
    links = links("a");
    assertEquals(LOST, later());
  }

  @Test
  public void aLinkThatWasReplacedMeanwhile() {
    links = links("a", "c");
    assertEquals(LOST, losses.lostNow());
  }

  /** Half of a broken connection may stay open. */
  @Test
  public void aNewLinkBesideTheOldOne() {
    links = links("a", "b", "c");
    assertEquals(NOTHING, later());
    assertEquals(NEW, later());
  }

  @Test
  public void probesAreNoLinks() {
    links = links("a", "b", "probe 1");
    assertEquals(NOTHING, later());
    assertEquals(NOTHING, losses.lostNow());
    links = links("a", "b", "probe 2");
    assertEquals(NOTHING, later());
    links = links("a", "b");
    assertEquals(NOTHING, later());
  }

  /** A look costs a query. */
  @Test
  public void itLooksNotTooOften() {
    later();
    links = links("a");
    time.advance(100);
    assertEquals(NOTHING, losses.lost());
    assertEquals(LOST, losses.lostNow());
  }

  @Test
  public void whatIsLostOnceIsNotLostAgain() {
    links = links("c");
    assertEquals(LOST, later());
    losses.begin();
    assertEquals(NOTHING, later());
  }

  @Test
  public void theCountOfDynomiteIsUsedWhereTheSystemListsNothing() {
    for (Optional<Set<String>> nothing : Arrays.asList(links(), Optional.<Set<String>>empty())) {
      links = nothing;
      pool = "\"dnode_client_connections\":2";
      losses.begin();
      assertEquals(NOTHING, later());
      pool = "\"dnode_client_connections\":1";
      assertEquals(LOST, later());
      losses.begin();
      pool = "\"dnode_client_connections\":2";
      assertEquals(NOTHING, later());
      assertEquals(NEW, later());
    }
  }

  @Test
  public void aConnectionToRedisThatWasLost() {
    for (String counters :
        Arrays.asList(
            "\"server_eof\":2,\"server_err\":2,\"server_timedout\":3",
            "\"server_eof\":1,\"server_err\":3,\"server_timedout\":3",
            "\"server_eof\":1,\"server_err\":2,\"server_timedout\":4")) {
      storage = "\"server_eof\":1,\"server_err\":2,\"server_timedout\":3";
      losses.begin();
      storage = counters;
      assertEquals(Optional.of("Dynomite lost a connection to Redis"), later());
    }
  }

  @Test
  public void missingCountersAreNotJudged() {
    storage = "\"server_eof\":1";
    assertEquals(NOTHING, later());
    pool = "";
    assertEquals(NOTHING, later());
    losses.begin();
    assertEquals(NOTHING, later());
  }

  @Test
  public void nothingIsJudgedWhereNothingIsKnown() {
    links = Optional.empty();
    pool = "";
    assertEquals(NOTHING, later());
  }
}
