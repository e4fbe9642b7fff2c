// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class CountersTest {
  private final Counters counters = new Counters();

  @Test
  public void whatIsNotHandedOverIsNotSeen() {
    counters.add(Counter.CLIENT_CONNECTIONS, 1);
    assertEquals(0, fetch());
    counters.handOver();
    assertEquals(1, fetch());
    assertEquals(1, fetch());
  }

  @Test
  public void nothingMoreIsHandedOverUntilTheLastOneWasFetched() {
    counters.add(Counter.CLIENT_CONNECTIONS, 1);
    counters.handOver();
    counters.add(Counter.CLIENT_CONNECTIONS, 1);
    counters.handOver();
    assertEquals(1, fetch());
    assertEquals("the node is idle", 1, fetch());
    counters.handOver();
    assertEquals(2, fetch());
  }

  private long fetch() {
    return counters.fetch()[Counter.CLIENT_CONNECTIONS.ordinal()];
  }
}
