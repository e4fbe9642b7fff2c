// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.Test;

public class KeyNameTest {
  @Test
  public void aKeyIsShownWithoutWhatATerminalWouldActUpon() {
    assertEquals("a?[2J?b", KeyName.of("a\u001b[2J\nb".getBytes(StandardCharsets.US_ASCII)));
    assertEquals("\u00e9", KeyName.of("\u00e9".getBytes(StandardCharsets.UTF_8)));
    assertEquals("??", KeyName.of(new byte[] {(byte) 0xff, (byte) 0xfe}));
    String shown = KeyName.of(new byte[100_000]);
    assertTrue(shown, shown.length() <= 103 && shown.endsWith("..."));
  }

  @Test
  public void itsDatabaseIsNamedUnlessItIsTheFirstOne() {
    byte[] key = {'k'};
    assertEquals("k", KeyName.of(0, key));
    assertEquals("db5 k", KeyName.of(5, key));
  }
}
