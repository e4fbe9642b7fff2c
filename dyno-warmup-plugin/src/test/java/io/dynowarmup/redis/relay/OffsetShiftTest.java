// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.relay;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class OffsetShiftTest {
  private final OffsetShift shift = new OffsetShift();

  @Test
  public void bothOffsetsDifferByAConstant() {
    assertFalse(shift.isKnown());
    shift.begin(1_000, 40);
    assertTrue(shift.isKnown());
    assertEquals(40, shift.ofSource(1_000));
    assertEquals(140, shift.ofSource(1_100));
    assertEquals(1_100, shift.ofReplica(140));
  }

  @Test
  public void theReplicaMayBeBehindTheSource() {
    shift.begin(0, 5_000);
    assertEquals(5_010, shift.ofSource(10));
    assertEquals(10, shift.ofReplica(5_010));
  }

  @Test
  public void whatIsInsertedIsNotCounted() {
    shift.begin(1_000, 40);
    shift.insert(50, 7);
    assertEquals("before it", 49, shift.ofSource(1_009));
    assertEquals("just before it", 49, shift.ofSource(1_010));
    assertEquals("within it", 49, shift.ofSource(1_013));
    assertEquals("all of it", 50, shift.ofSource(1_017));
    assertEquals("behind it", 51, shift.ofSource(1_018));
    assertEquals(1_009, shift.ofReplica(49));
    assertEquals("with what was inserted there", 1_017, shift.ofReplica(50));
    assertEquals(1_018, shift.ofReplica(51));
  }

  @Test
  public void severalInsertionsAddUpAlsoAtOneOffset() {
    shift.begin(1_000, 40);
    shift.insert(50, 7);
    shift.insert(50, 3);
    shift.insert(60, 5);
    for (long source = 40; source < 100; source++) {
      assertEquals(source, shift.ofSource(shift.ofReplica(source)));
    }
    assertEquals(1_020, shift.ofReplica(50));
    assertEquals(1_035, shift.ofReplica(60));
    assertEquals("between two of them", 49, shift.ofSource(1_017));
    assertEquals(49, shift.ofSource(1_019));
    assertEquals(50, shift.ofSource(1_020));
  }
}
