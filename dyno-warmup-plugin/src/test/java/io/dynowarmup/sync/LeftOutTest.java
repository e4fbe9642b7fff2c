// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.Test;

public class LeftOutTest {
  private final LeftOut leftOut = new LeftOut();

  private void key(int database, String key) {
    leftOut.key(database, key.getBytes(StandardCharsets.US_ASCII), "ERR Bad data format");
  }

  @Test
  public void nothingIsLeftOutAtFirst() {
    assertEquals(Collections.emptyList(), leftOut.sentences());
  }

  @Test
  public void aKeyIsNamedOnce() {
    key(0, "a");
    key(0, "a");
    assertEquals(
        "[1 key of the source is missing or different here: a (ERR Bad data format)]",
        leftOut.sentences().toString());
    key(1, "a");
    assertTrue(leftOut.sentences().get(0), leftOut.sentences().get(0).contains("db1 a ("));
  }

  @Test
  public void manyAreCounted() {
    for (int i = 0; i < 10; i++) {
      key(0, "key:" + i);
    }
    String text = leftOut.sentences().get(0);
    assertTrue(text, text.startsWith("10 keys of the source are missing or different here"));
    assertTrue(text, text.endsWith("key:2 (ERR Bad data format) and 7 more"));
  }

  @Test
  public void keysThatAreNotReadAreOfTheirOwnKind() {
    byte[] name = "big".getBytes(StandardCharsets.US_ASCII);
    leftOut.unread(0, name, "vectorset");
    leftOut.unread(0, name, "vectorset");
    String text = leftOut.sentences().get(0);
    assertTrue(text, text.startsWith("1 key of a module takes more than 4 MiB"));
    assertTrue(text, text.contains(": big (vectorset); strategy=replication"));
    assertFalse(leftOut.holds(0, name));
  }

  @Test
  public void aDatabaseIsNamedWithItsSize() {
    leftOut.database(5, 17);
    String text = leftOut.sentences().get(0);
    assertTrue(text, text.startsWith("database 5 of the source (17 keys) is not here"));
  }
}
