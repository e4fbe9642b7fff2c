// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class KeyShareTest {
  @Test
  public void exactlyHalfIsNotLessThanHalf() {
    assertTrue(KeyShare.isLessThanHalf(49, 100));
    assertFalse(KeyShare.isLessThanHalf(50, 100));
    assertTrue("2 of 5", KeyShare.isLessThanHalf(2, 5));
    assertFalse("3 of 5", KeyShare.isLessThanHalf(3, 5));
  }

  @Test
  public void anEmptyCopyIsLessThanHalfOfAnyKeys() {
    assertTrue(KeyShare.isLessThanHalf(0, 1));
    assertFalse(KeyShare.isLessThanHalf(0, 0));
  }

  @Test
  public void theLargestNumbersDoNotOverflow() {
    assertFalse(KeyShare.isLessThanHalf(Long.MAX_VALUE, Long.MAX_VALUE));
    assertTrue(KeyShare.isLessThanHalf(1, Long.MAX_VALUE));
  }
}
