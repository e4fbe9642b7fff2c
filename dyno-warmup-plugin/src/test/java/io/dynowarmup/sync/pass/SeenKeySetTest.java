// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.pass;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.Test;

public class SeenKeySetTest {
  private static final int MANY = SeenKeySet.MOST_HASHES + 1;

  private static byte[] key(int number) {
    return ("key:" + number).getBytes(StandardCharsets.US_ASCII);
  }

  private static SeenKeySet looked(long expected, int keys) {
    SeenKeySet looked = new SeenKeySet(expected);
    IntStream.range(0, keys).forEach(i -> looked.add(key(i)));
    return looked;
  }

  private static long surely(SeenKeySet looked, int from, int to) {
    return IntStream.range(from, to).filter(i -> looked.surely(key(i))).count();
  }

  @Test
  public void ofFewKeysEachIsKnownForCertainAndNoOther() {
    SeenKeySet looked = looked(100_000, 100_000);
    assertEquals(100_000, surely(looked, 0, 100_000));
    assertEquals(0, surely(looked, 100_000, 1_000_000));
  }

  @Test
  public void moreThanWereExpectedAreForgottenAndNeverMistaken() {
    SeenKeySet looked = looked(0, 10_000);
    assertTrue(looked.surely(key(0)));
    assertFalse(looked.has(key(9_999)));
    assertEquals(0, surely(looked, 10_000, 100_000));
  }

  @Test
  public void aKeyThatComesTwiceTakesOnePlace() {
    SeenKeySet looked = new SeenKeySet(1_000);
    for (int i = 0; i < 10_000; i++) {
      looked.add(key(i % 1_000));
    }
    assertEquals(1_000, surely(looked, 0, 1_000));
  }

  @Test
  public void asManyAsFitAreKnownForCertain() {
    SeenKeySet looked = looked(SeenKeySet.MOST_HASHES, SeenKeySet.MOST_HASHES);
    assertEquals(SeenKeySet.MOST_HASHES, surely(looked, 0, SeenKeySet.MOST_HASHES));
    assertEquals(0, surely(looked, SeenKeySet.MOST_HASHES, SeenKeySet.MOST_HASHES + 10_000));
  }

  @Test
  public void ofMoreNoneIsCertainAndFewAreMistaken() {
    SeenKeySet looked = looked(MANY, MANY);
    assertEquals(0, surely(looked, 0, 10_000));
    assertEquals(10_000, IntStream.range(0, 10_000).filter(i -> looked.has(key(i))).count());
    long mistaken = IntStream.range(MANY, MANY + 100_000).filter(i -> looked.has(key(i))).count();
    assertTrue("" + mistaken, mistaken < 1_000);
  }
}
