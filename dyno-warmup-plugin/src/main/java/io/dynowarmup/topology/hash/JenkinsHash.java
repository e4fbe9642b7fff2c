// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.hash;

/** Jenkins' lookup3 (hashlittle) with the initial value 13. */
final class JenkinsHash {
  private static final int INITIAL_VALUE = 13;
  private static final int BLOCK = 12;

  private int a;
  private int b;
  private int c;

  private JenkinsHash(int length) {
    a = 0xdeadbeef + length + INITIAL_VALUE;
    b = a;
    c = a;
  }

  static int hash(byte[] bytes) {
    JenkinsHash state = new JenkinsHash(bytes.length);
    int at = 0;
    for (; bytes.length - at > BLOCK; at += BLOCK) {
      state.add(bytes, at);
      state.mix();
    }
    if (at < bytes.length) {
      state.add(bytes, at);
      state.finish();
    }
    return state.c;
  }

  private void add(byte[] bytes, int at) {
    a += LittleEndian.read(bytes, at, 4);
    b += LittleEndian.read(bytes, at + 4, 4);
    c += LittleEndian.read(bytes, at + 8, 4);
  }

  private void mix() {
    a = (a - c) ^ Integer.rotateLeft(c, 4);
    c += b;
    b = (b - a) ^ Integer.rotateLeft(a, 6);
    a += c;
    c = (c - b) ^ Integer.rotateLeft(b, 8);
    b += a;
    a = (a - c) ^ Integer.rotateLeft(c, 16);
    c += b;
    b = (b - a) ^ Integer.rotateLeft(a, 19);
    a += c;
    c = (c - b) ^ Integer.rotateLeft(b, 4);
    b += a;
  }

  private void finish() {
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    c = (c ^ b) - Integer.rotateLeft(b, 24);
  }
}
