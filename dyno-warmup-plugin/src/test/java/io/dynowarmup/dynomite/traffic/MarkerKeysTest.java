// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.info.OwnKeys;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Test;

public class MarkerKeysTest {
  private static List<String> owned(String prefix, int count) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(prefix + 3 * i);
    }
    return keys;
  }

  /** Otherwise a node that counts keys would count a marker as data. */
  @Test
  public void allAreInTheListThatIsSetAsideWhenKeysAreCounted() {
    List<String> counted = owned(OwnKeys.MARKER, OwnKeys.MARKERS);
    MarkerKeys reach = MarkerKeys.ofReach(MarkerKeysTest::owned);
    MarkerKeys barrier = MarkerKeys.ofBarrier(MarkerKeysTest::owned);
    for (int round = 0; round < 100; round++) {
      assertTrue(counted.containsAll(reach.next(3)));
      assertTrue(counted.containsAll(barrier.next(MarkerKeys.MOST)));
    }
  }

  @Test
  public void oneComesAgainAfterAllOthersOnly() {
    MarkerKeys keys = MarkerKeys.ofReach(MarkerKeysTest::owned);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < MarkerKeys.MOST; i++) {
      assertTrue(seen.add(keys.next(1).get(0)));
    }
    assertTrue(seen.contains(keys.next(1).get(0)));
  }

  @Test
  public void twoPurposesShareNone() {
    List<String> reach = MarkerKeys.ofReach(MarkerKeysTest::owned).next(MarkerKeys.MOST);
    List<String> barrier = MarkerKeys.ofBarrier(MarkerKeysTest::owned).next(MarkerKeys.MOST);
    assertTrue(Collections.disjoint(reach, barrier));
    assertEquals(MarkerKeys.MOST, new HashSet<>(barrier).size());
  }
}
