// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.PeerComparison;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.Test;

public class TallyTest {
  private static final Peer PEER =
      Peer.of(
          new Endpoint("10.0.0.2", 22122),
          new Endpoint("10.0.0.2", 8101),
          "b",
          "dc",
          Collections.singletonList(1L));

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  public void eachKeyIsCountedAsWhatItIs() {
    List<String> told = new ArrayList<>();
    Tally tally =
        new Tally(
            PEER, (db, key) -> told.add(db + " " + new String(key, StandardCharsets.US_ASCII)));
    tally.equal(2);
    tally.inDoubt();
    tally.unequal(0, bytes("a"), false, false, () -> "here 1, there 2");
    tally.unequal(3, bytes("b"), true, false, () -> "here nothing, there 2");
    tally.unequal(0, bytes("c"), false, true, () -> "here 1, there nothing");

    PeerComparison found = tally.result("the peer is gone");

    assertEquals(6, found.compared());
    assertEquals(2, found.equal());
    assertEquals(1, found.inDoubt());
    assertEquals(1, found.different());
    assertEquals(1, found.missingHere());
    assertEquals(1, found.missingThere());
    assertEquals("the peer is gone", found.problem().get());
    assertEquals(
        Arrays.asList(
            "a: here 1, there 2", "db3 b: here nothing, there 2", "c: here 1, there nothing"),
        found.examples());
    assertEquals(Arrays.asList("0 a", "3 b", "0 c"), told);
  }

  @Test
  public void aFewExamplesAreEnough() {
    Tally tally = new Tally(PEER, (db, key) -> {});
    int[] asked = {0};
    for (int i = 0; i < 1_000; i++) {
      tally.unequal(0, bytes("key" + i), false, false, () -> "example " + asked[0]++);
    }
    assertEquals("the others are not described", 10, asked[0]);
    assertEquals(10, tally.result("").examples().size());
    assertEquals(1_000, tally.result("").different());
  }
}
