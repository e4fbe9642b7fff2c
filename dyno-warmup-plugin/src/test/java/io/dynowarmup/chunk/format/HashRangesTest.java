// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Random;
import org.junit.Test;

/** Sets of hashes. */
public class HashRangesTest {
  private static final long LAST = 4294967295L;

  @Test
  public void aRangeOfTokensExcludesTheFirstAndIncludesTheLast() {
    HashRanges range = HashRanges.NONE.plus(100, 200);

    assertEquals("101-200", range.toString());
    assertFalse(range.contains(100));
    assertTrue(range.contains(200));
    assertEquals(100, range.size());
  }

  @Test
  public void aRangeMayPassTheEndOfTheRing() {
    assertEquals("0-10,4000000001-4294967295", HashRanges.NONE.plus(4_000_000_000L, 10).toString());
    assertEquals("0-10", HashRanges.NONE.plus(LAST, 10).toString());
    assertEquals("1-4294967295", HashRanges.NONE.plus(0, LAST).toString());
  }

  @Test
  public void oneTokenIsTheWholeRing() {
    assertEquals(HashRanges.ALL, HashRanges.NONE.plus(77, 77));
    assertEquals(1L << 32, HashRanges.ALL.size());
  }

  @Test
  public void rangesThatFollowEachOtherAreJoined() {
    assertEquals("11-30", HashRanges.NONE.plus(20, 30).plus(10, 20).toString());
  }

  @Test
  public void setsAreCombined() {
    HashRanges a = HashRanges.parse("0-99,200-299");
    HashRanges b = HashRanges.parse("50-249");

    assertEquals("50-99,200-249", a.and(b).toString());
    assertEquals("0-49,250-299", a.minus(b).toString());
    assertEquals("100-199", b.minus(a).toString());
    assertEquals(HashRanges.NONE, a.minus(HashRanges.ALL));
  }

  @Test
  public void differenceAndIntersectionDivideASet() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      HashRanges a = some(random);
      HashRanges b = some(random);
      assertEquals(a.size(), a.and(b).size() + a.minus(b).size());
      assertTrue(a.and(b).and(a.minus(b)).isEmpty());
      assertEquals(a, HashRanges.parse(a.toString()));
      long hash = random.nextInt() & LAST;
      assertEquals(a.contains(hash) && !b.contains(hash), a.minus(b).contains(hash));
    }
  }

  private static HashRanges some(Random random) {
    HashRanges set = HashRanges.NONE;
    for (int i = random.nextInt(4); i > 0; i--) {
      long after = random.nextInt() & LAST;
      set = set.plus(after, (after + 1 + random.nextInt(1 << 30)) & LAST);
    }
    return set;
  }

  @Test
  public void otherTextsAreRefused() {
    for (String bad : new String[] {"1", "2-1", "0-4294967296", "-1-2", "1-2,", "1-2;3-4"}) {
      assertThrows(bad, IllegalArgumentException.class, () -> HashRanges.parse(bad));
    }
  }
}
