// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.hash;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.Test;

public class HashTagTest {
  private static String hashed(String tag, String key) {
    return new String(HashTag.of(tag).hashedPart(key), StandardCharsets.UTF_8);
  }

  @Test
  public void onlyWhatStandsBetweenTheTwoCharactersIsHashed() {
    assertEquals("user1", hashed("{}", "a{user1}b{user2}"));
    assertEquals("b", hashed("$$", "a$b$c"));
  }

  @Test
  public void aKeyWithoutThePairIsHashedAsAWhole() {
    assertEquals("abc", hashed("{}", "abc"));
    assertEquals("a{bc", hashed("{}", "a{bc"));
    assertEquals("a}b{c", hashed("{}", "a}b{c"));
    assertEquals("a{b}", hashed("", "a{b}"));
  }

  @Test
  public void anEmptyTagIsEmpty() {
    assertEquals("", hashed("{}", "{}abc"));
  }

  @Test
  public void neutralizedTextHoldsNoTag() {
    assertEquals("_dyno_:", HashTag.of("{}").neutralize("{dyno}:"));
    assertEquals("..dyno..", HashTag.of("__").neutralize("__dyno__"));
    assertEquals("-a-b", HashTag.of("_.").neutralize("_a.b"));
    assertEquals("{dyno}", HashTag.NONE.neutralize("{dyno}"));
  }

  @Test
  public void twoAsciiCharactersOrNothing() {
    assertFalse(HashTag.of("").isPresent());
    assertTrue(HashTag.of("{}").isPresent());
    assertThrows(IllegalArgumentException.class, () -> HashTag.of("{"));
    assertThrows(IllegalArgumentException.class, () -> HashTag.of("{}}"));
    assertThrows(IllegalArgumentException.class, () -> HashTag.of("{é"));
  }
}
