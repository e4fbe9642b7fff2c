// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import org.junit.Test;

/** Keys whose fingerprints do not decide, as fingerprint.lua packs them. */
public class CopiedVersionsTest {
  private static final byte[] KEY = {'k'};

  private final CopiedVersions copied = new CopiedVersions();

  private static Fingerprint print(char flag, long digest, double pttl) {
    ByteBuffer packed = ByteBuffer.allocate(17);
    packed.put((byte) flag).putLong(digest);
    if (flag != 'P') {
      packed.putDouble(pttl);
    }
    packed.flip();
    return Fingerprint.read(packed);
  }

  @Test
  public void onlyDigestsOfADumpCanBeUndecided() {
    assertTrue(print('D', 1, -1).undecided(print('D', 2, -1)));
    assertTrue(print('D', 1, -1).undecided(print('P', 1, -1)));
    assertFalse(print('D', 1, -1).undecided(print('D', 1, -1)));
    assertTrue(print('D', 1, -1).same(print('D', 1, -1)));
    assertFalse(print('P', 1, -1).undecided(print('P', 2, -1)));
    assertFalse(print('D', 1, -1).undecided(Fingerprint.ABSENT));
  }

  @Test
  public void anotherExpiryDecides() {
    assertFalse(print('D', 1, -1).undecided(print('D', 2, 60_000)));
    assertFalse(print('D', 1, 90_000).undecided(print('D', 2, 60_000)));
    assertTrue(print('D', 1, 61_000).undecided(print('D', 2, 60_000)));
  }

  @Test
  public void aCopiedKeyIsEqualUntilTheSourceChangesIt() {
    Fingerprint source = print('D', 7, -1);
    assertFalse(copied.contains(0, KEY, source));
    copied.copied(0, KEY, print('D', 1, -1), source);
    assertTrue(copied.contains(0, KEY, source));
    assertFalse(copied.contains(1, KEY, source));
    assertFalse(copied.contains(0, KEY, print('D', 8, -1)));
  }

  @Test
  public void keysOfOtherTypesAreNotKept() {
    Fingerprint source = print('P', 7, -1);
    copied.copied(0, KEY, print('P', 1, -1), source);
    assertFalse(copied.contains(0, KEY, source));
  }

  @Test
  public void oldKeysAreForgotten() {
    Fingerprint source = print('D', 7, -1);
    copied.copied(0, KEY, print('D', 1, -1), source);
    for (int i = 0; i < 100_000; i++) {
      copied.copied(1, ByteBuffer.allocate(4).putInt(i).array(), print('D', 1, -1), source);
    }
    assertFalse(copied.contains(0, KEY, source));
  }
}
