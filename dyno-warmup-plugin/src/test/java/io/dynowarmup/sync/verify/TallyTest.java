// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.sync.digest.KeyState;
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
  private static final KeyState ONE = new KeyState("string", 3, -1, "one");
  private static final KeyState TWO = new KeyState("hash", 2, 5_000, "two");

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  public void eachKeyIsCountedAsWhatItIs() {
    List<String> told = new ArrayList<>();
    Tally tally =
        new Tally(
            PEER, (db, key) -> told.add(db + " " + new String(key, StandardCharsets.US_ASCII)));
    tally.equal();
    tally.equal();
    tally.inDoubt();
    tally.unequal(0, bytes("a"), ONE, TWO);
    tally.unequal(3, bytes("b"), KeyState.ABSENT, TWO);
    tally.unequal(0, bytes("c"), ONE, KeyState.ABSENT);

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
            "a: here string of 3 bytes, there hash of 2 elements, expires in 5000 ms",
            "db3 b: here not there, there hash of 2 elements, expires in 5000 ms",
            "c: here string of 3 bytes, there not there"),
        found.examples());
    assertEquals(Arrays.asList("0 a", "3 b", "0 c"), told);
  }

  @Test
  public void aFewExamplesAreEnough() {
    Tally tally = new Tally(PEER, FoundMismatch.NOBODY);
    for (int i = 0; i < 1_000; i++) {
      tally.unequal(0, bytes("key" + i), ONE, TWO);
    }
    assertEquals(10, tally.result("").examples().size());
    assertEquals(1_000, tally.result("").different());
  }
}
