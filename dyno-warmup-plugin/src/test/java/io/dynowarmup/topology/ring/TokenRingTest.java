// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.Test;

public class TokenRingTest {
  private final TokenRing ring = new TokenRing(Arrays.asList(100L, 4294967295L, 2000L));

  @Test
  public void aHashBelongsToTheSmallestTokenThatIsNotSmaller() {
    assertEquals(100, ring.ownerOf(0));
    assertEquals(100, ring.ownerOf(100));
    assertEquals(2000, ring.ownerOf(101));
    assertEquals(4294967295L, ring.ownerOf(2001));
    assertEquals(4294967295L, ring.ownerOf(4294967295L));
  }

  @Test
  public void pastTheLargestTokenItWrapsToTheSmallest() {
    assertEquals(5, new TokenRing(Arrays.asList(5L, 7L)).ownerOf(8));
  }

  @Test
  public void aSingleTokenOwnsEverything() {
    TokenRing one = new TokenRing(Collections.singleton(12L));
    assertEquals(12, one.ownerOf(0));
    assertEquals(12, one.ownerOf(13));
    assertEquals(12, one.before(12));
  }

  @Test
  public void theRangeOfATokenBeginsAfterTheOneBefore() {
    assertEquals(100, ring.before(2000));
    assertEquals(4294967295L, ring.before(100));
  }

  @Test
  public void anEmptyRingIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new TokenRing(Collections.<Long>emptyList()));
  }

  @Test
  public void agreesWithASearchThroughAllTokens() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<Long> tokens =
          random
              .longs(1 + random.nextInt(8), 0, 1L << 32)
              .boxed()
              .sorted()
              .collect(Collectors.toList());
      TokenRing r = new TokenRing(tokens);
      for (int i = 0; i < 50; i++) {
        long hash = random.nextInt() & 0xffffffffL;
        long expected = tokens.stream().filter(t -> t >= hash).findFirst().orElse(tokens.get(0));
        assertEquals(expected, r.ownerOf(hash));
      }
    }
  }
}
