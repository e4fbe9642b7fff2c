// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import static org.junit.Assert.assertEquals;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.Test;

public class TokenRangeTest {
  private static final long LAST = TokenRange.RING - 1;

  private static TokenRange range(long after, long upTo) {
    return new TokenRange(after, upTo);
  }

  private static void assertOverlap(boolean expected, TokenRange one, TokenRange other) {
    assertEquals(one + " and " + other, expected, one.overlaps(other));
    assertEquals(other + " and " + one, expected, other.overlaps(one));
  }

  @Test
  public void rangesThatFollowEachOtherDoNotOverlap() {
    assertOverlap(false, range(10, 20), range(20, 30));
    assertOverlap(false, range(LAST, 5), range(5, LAST));
    assertOverlap(true, range(10, 20), range(19, 30));
    assertOverlap(true, range(10, 20), range(12, 14));
    assertOverlap(true, range(7, 7), range(12, 14));
    assertOverlap(true, range(LAST - 3, 5), range(4, 9));
  }

  @Test
  public void anOverlapIsAHashInBoth() {
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      TokenRange one = range(random.nextInt(12), random.nextInt(12));
      TokenRange other = range(random.nextInt(12), random.nextInt(12));
      boolean both =
          LongStream.concat(LongStream.range(0, 13), LongStream.of(LAST))
              .anyMatch(hash -> one.holds(hash) && other.holds(hash));
      assertOverlap(both, one, other);
    }
  }
}
