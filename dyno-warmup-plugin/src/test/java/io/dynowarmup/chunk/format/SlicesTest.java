// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import org.junit.Test;

/** Where slices begin and end. */
public class SlicesTest {
  private static final long LAST = 4294967295L;

  @Test
  public void slicesDivideTheRing() {
    for (int count : new int[] {1, 2, 3, 7, 256, 1_024}) {
      Slices slices = new Slices(count);
      HashRanges rest = HashRanges.ALL;
      for (int slice = 0; slice < count; slice += Math.max(1, count / 100)) {
        HashRanges hashes = slices.hashes(slice);
        assertEquals(hashes, rest.and(hashes));
        String[] ends = hashes.toString().split("-");
        assertEquals(slice, slices.of(Long.parseLong(ends[0])));
        assertEquals(slice, slices.of(Long.parseLong(ends[1])));
        rest = rest.minus(hashes);
      }
      assertEquals(0, slices.of(0));
      assertEquals(count - 1, slices.of(LAST));
    }
  }

  @Test
  public void allSlicesTogetherAreTheRing() {
    Slices slices = new Slices(7);
    HashRanges rest = HashRanges.ALL;
    for (int slice = 0; slice < 7; slice++) {
      rest = rest.minus(slices.hashes(slice));
    }
    assertEquals(HashRanges.NONE, rest);
  }

  @Test
  public void aNumberThatMakesNoSenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Slices(0));
    assertThrows(IllegalArgumentException.class, () -> new Slices(1_025));
  }
}
