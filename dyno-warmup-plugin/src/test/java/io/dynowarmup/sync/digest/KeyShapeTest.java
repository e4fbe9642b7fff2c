// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class KeyShapeTest {
  @Test
  public void typeSizeAndExpiryAreNamed() {
    assertEquals("string of 1 byte", new KeyShape("string", 1, -1).toString());
    assertEquals("string of 3 bytes", new KeyShape("string", 3, -1).toString());
    assertEquals(
        "hash of 2 elements (expires in 5000 ms)", new KeyShape("hash", 2, 5_000).toString());
  }

  @Test
  public void aKeyWithoutTypeDoesNotExist() {
    KeyShape absent = new KeyShape("none", 0, -2);
    assertTrue(absent.absent());
    assertEquals("missing", absent.toString());
    assertFalse(new KeyShape("list", 1, -1).absent());
  }
}
