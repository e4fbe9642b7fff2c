// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.hash;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The first four bytes of MD5, little-endian. */
final class Md5Hash {
  private Md5Hash() {}

  static int hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(bytes);
      return ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN).getInt();
    } catch (NoSuchAlgorithmException e) {
      throw new UnsupportedOperationException("this JVM has no MD5", e);
    }
  }
}
