// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

/** The LZ4 block format. */
public class Lz4Test {
  private final Lz4 lz4 = new Lz4();

  private byte[] compressed(byte[] plain) {
    byte[] target = new byte[Lz4.most(plain.length)];
    return Arrays.copyOf(target, lz4.compress(plain, plain.length, target));
  }

  private void assertReturns(byte[] plain) {
    byte[] target = new byte[Lz4.most(plain.length)];
    int length = lz4.compress(plain, plain.length, target);
    assertArrayEquals(plain, Lz4.expand(target, length, plain.length));
  }

  @Test
  public void whatWasCompressedIsExpanded() {
    Random random = new Random(1);
    for (int length = 0; length < 400; length++) {
      for (int letters = 1; letters <= 256; letters *= 4) {
        byte[] plain = new byte[length];
        for (int i = 0; i < length; i++) {
          plain[i] = (byte) random.nextInt(letters);
        }
        assertReturns(plain);
      }
    }
  }

  /** Runs, offsets and literals of every length that takes a byte more, and beyond 64 KiB. */
  @Test
  public void longRunsAndFarRepetitionsAreExpanded() {
    Random random = new Random(2);
    for (int i = 0; i < 200; i++) {
      byte[] part = new byte[1 + random.nextInt(i % 2 == 0 ? 70_000 : 600)];
      random.nextBytes(part);
      byte[] gap = new byte[random.nextInt(600)];
      byte[] plain = new byte[2 * part.length + gap.length];
      System.arraycopy(part, 0, plain, 0, part.length);
      System.arraycopy(part, 0, plain, part.length + gap.length, part.length);
      assertReturns(plain);
    }
  }

  @Test
  public void whatRepeatsShrinksAndNoiseHardlyGrows() {
    assertTrue(compressed(new byte[100_000]).length < 420);
    byte[] noise = new byte[100_000];
    new Random(3).nextBytes(noise);
    int size = compressed(noise).length;
    assertTrue("" + size, size <= Lz4.most(noise.length));
  }

  /** Bytes that the reference implementation (LZ4 1.9.4) has written. */
  @Test
  public void theReferenceIsUnderstood() {
    byte[] plain = "abcabcabcabcabcabcabcabc, and the end".getBytes(StandardCharsets.US_ASCII);
    byte[] stored = REFERENCE;
    assertArrayEquals(plain, Lz4.expand(stored, stored.length, plain.length));
    assertArrayEquals(stored, compressed(plain));
  }

  private static final byte[] REFERENCE = {
    63, 97, 98, 99, 3, 0, 2, -48, 44, 32, 97, 110, 100, 32, 116, 104, 101, 32, 101, 110, 100
  };

  @Test
  public void whatIsNoLz4IsRefused() {
    byte[] stored =
        compressed("abcabcabcabcabcabcabcabcabcabc".getBytes(StandardCharsets.US_ASCII));
    assertRefused(stored, 29);
    assertRefused(stored, 31);
    assertRefused(Arrays.copyOf(stored, stored.length - 1), 30);
    assertRefused(new byte[0], 0);
    assertRefused(new byte[] {0x10, 'a', 0, 0, 0}, 6);
    assertRefused(new byte[] {0x10, 'a', 2, 0, 0}, 6);
    assertRefused(new byte[] {(byte) 0xf0, -1, -1, -1}, 1_000);
    assertRefused(new byte[10], Integer.MAX_VALUE);
  }

  private static void assertRefused(byte[] stored, int plain) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Lz4.expand(stored, stored.length, plain));
    assertEquals("its LZ4 is damaged", e.getMessage());
  }
}
