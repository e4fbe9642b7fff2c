// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.nio.BufferUnderflowException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.Test;

public class PackedNamesTest {
  private static void assertReturns(byte[]... names) {
    List<byte[]> back = PackedNames.unpack(PackedNames.pack(Arrays.asList(names)));
    assertEquals(names.length, back.size());
    for (int i = 0; i < names.length; i++) {
      assertArrayEquals(names[i], back.get(i));
    }
  }

  @Test
  public void namesOfAnyLengthAndOfAnyBytesReturn() {
    assertReturns();
    assertReturns(new byte[0], new byte[] {0, -1, 13, 10}, new byte[254]);
    assertReturns(new byte[255], new byte[256], new byte[70_000], new byte[1]);
  }

  @Test
  public void aShortNameCostsOneByteMore() {
    assertEquals(11, PackedNames.pack(Collections.singletonList(new byte[10])).length);
  }

  @Test
  public void whatIsCutOffIsNotTakenForNames() {
    assertThrows(BufferUnderflowException.class, () -> PackedNames.unpack(new byte[] {2, 'a'}));
    assertThrows(BufferUnderflowException.class, () -> PackedNames.unpack(new byte[] {-1, 0, 0}));
    assertThrows(
        IllegalArgumentException.class, () -> PackedNames.unpack(new byte[] {-1, -1, -1, -1, -1}));
  }
}
