// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.hash;

import java.util.zip.CRC32;

/** The cyclic redundancy checks that Dynomite uses as hashes. */
final class CrcHash {
  private static final int POLYNOMIAL_16 = 0x1021;
  private static final int[] TABLE_16 = new int[256];

  static {
    for (int i = 0; i < TABLE_16.length; i++) {
      int crc = i << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc << 1) ^ ((crc & 0x8000) == 0 ? 0 : POLYNOMIAL_16);
      }
      TABLE_16[i] = crc & 0xffff;
    }
  }

  private CrcHash() {}

  /** Computes CRC-16 (XMODEM) without cutting the register to 16 bits, as Dynomite does. */
  static int crc16(byte[] bytes) {
    int crc = 0;
    for (byte b : bytes) {
      crc = (crc << 8) ^ TABLE_16[((crc >>> 8) ^ b) & 0xff];
    }
    return crc;
  }

  /** Computes the 15 bits of CRC-32 that libmemcached uses. */
  static int crc32(byte[] bytes) {
    return (crc32a(bytes) >>> 16) & 0x7fff;
  }

  static int crc32a(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length);
    return (int) crc.getValue();
  }
}
