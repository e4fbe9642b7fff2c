// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.Test;

public class PendingKeysTest {
  private static byte[] key(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  @Test
  public void eachKeyIsThereOnceInItsDatabase() {
    PendingKeys again = new PendingKeys();
    again.add(0, key(1));
    again.add(0, key(1));
    again.add(7, key(1));

    assertEquals(2, again.size());
    assertEquals(new TreeSet<>(Arrays.asList(0, 7)), again.databases());
    assertArrayEquals(key(1), again.of(7).get(0));
    assertTrue(again.holds(0, key(1)));
    assertFalse(again.holds(1, key(1)));
    assertFalse(again.holds(7, key(2)));
    assertTrue(again.of(3).isEmpty());
    assertFalse(again.all());
  }

  @Test
  public void tooManyBecomeAllKeys() {
    PendingKeys again = new PendingKeys();
    for (int i = 0; i < PendingKeys.MOST_KEYS; i++) {
      again.add(0, key(i));
    }
    assertFalse(again.all());
    again.add(0, key(PendingKeys.MOST_KEYS));
    assertTrue(again.all());
    assertEquals(PendingKeys.MOST_KEYS, again.size());
  }

  @Test
  public void thoseOfAnotherAreAddedAndAllStayAll() {
    PendingKeys again = new PendingKeys();
    PendingKeys other = new PendingKeys();
    other.add(1, key(1));
    again.addAll(other);
    assertTrue(again.holds(1, key(1)));
    assertFalse(again.all());

    again.addAll(PendingKeys.everything());
    assertTrue(again.all());
    assertEquals(PendingKeys.MOST_KEYS, again.size());
  }
}
