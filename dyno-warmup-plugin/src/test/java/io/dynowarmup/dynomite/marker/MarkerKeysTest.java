// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.marker;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.info.OwnKeys;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;

public class MarkerKeysTest {
  private static List<String> owned(String prefix, int count) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(prefix + 3 * i);
    }
    return keys;
  }

  private static List<String> keys(MarkerKeys markers, int count) {
    return markers.next(count).stream().map(Marker::key).collect(Collectors.toList());
  }

  /** Otherwise a node that counts keys would count a marker as data. */
  @Test
  public void allAreInTheListThatIsSetAsideWhenKeysAreCounted() {
    List<String> counted = owned(OwnKeys.MARKER, OwnKeys.MARKERS);
    MarkerKeys reach = MarkerKeys.ofReach(MarkerKeysTest::owned);
    MarkerKeys barrier = MarkerKeys.ofBarrier(MarkerKeysTest::owned);
    for (int round = 0; round < 100; round++) {
      assertTrue(counted.containsAll(keys(reach, 3)));
      assertTrue(counted.containsAll(keys(barrier, MarkerKeys.MOST)));
    }
  }

  /** Nodes with the same tokens use the same keys. */
  @Test
  public void noTwoMarkersHaveTheSameValue() {
    MarkerKeys one = MarkerKeys.ofReach(MarkerKeysTest::owned);
    MarkerKeys another = MarkerKeys.ofReach(MarkerKeysTest::owned);
    Set<String> seen = new HashSet<>();
    for (int round = 0; round < 100; round++) {
      one.next(MarkerKeys.MOST).forEach(marker -> assertTrue(seen.add(marker.value())));
      another.next(3).forEach(marker -> assertTrue(seen.add(marker.value())));
    }
  }

  @Test
  public void twoPurposesShareNone() {
    List<String> reach = keys(MarkerKeys.ofReach(MarkerKeysTest::owned), MarkerKeys.MOST);
    List<String> barrier = keys(MarkerKeys.ofBarrier(MarkerKeysTest::owned), MarkerKeys.MOST);
    assertTrue(Collections.disjoint(reach, barrier));
    assertEquals(MarkerKeys.MOST, new HashSet<>(barrier).size());
  }
}
