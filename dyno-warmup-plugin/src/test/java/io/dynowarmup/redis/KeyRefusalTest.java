// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class KeyRefusalTest {
  private static final String SOME_KEYS =
      "does not permit DUMP of every key to user 'warm', whose key patterns do not cover all keys;"
          + " permit them with ACL SETUSER (~*), or configure another user";

  private static String phrase(String error) {
    return KeyRefusal.phrase("DUMP", "warm", error);
  }

  @Test
  public void aKeyThatNoPatternCovers() {
    assertEquals(
        SOME_KEYS,
        phrase("NOPERM this user has no permissions to access one of the keys used as arguments"));
    assertEquals(SOME_KEYS, phrase("NOPERM No permissions to access a key"));
    assertEquals(
        SOME_KEYS,
        phrase(
            "ERR The user executing the script can't access at least one of the keys mentioned in"
                + " the command arguments script: e0d9, on @user_script:34."));
    assertEquals(SOME_KEYS, phrase("User warm has no permissions to access the 'a\nb' key"));
  }

  @Test
  public void aCommandThatTheUserMayNotRun() {
    assertEquals(
        "does not permit DUMP to user 'warm'; permit it with ACL SETUSER, or configure another"
            + " user",
        phrase("NOPERM this user has no permissions to run the 'dump' command"));
  }
}
