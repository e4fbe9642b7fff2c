// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.cli.chunks.ThreadBounds;
import org.junit.Test;

/** The threads of a populator as the command line names them. */
public class ThreadBoundsTest {
  @Test
  public void aNumberOrTwoBounds() {
    assertEquals(4, ThreadBounds.of(4, 4).fewest());
    assertEquals(4, ThreadBounds.of(4, 4).most());
    assertEquals(2, ThreadBounds.parse("2:8").fewest());
    assertEquals(8, ThreadBounds.parse("2:8").most());
    assertEquals(256, ThreadBounds.parse("1:256").most());
  }

  @Test
  public void anythingElseIsNamed() {
    for (String wrong : new String[] {"", "8", "8:2", "0:2", "1:257", "-1:2", "a:b", "1:2:3"}) {
      WarmupException e =
          assertThrows(wrong, WarmupException.class, () -> ThreadBounds.parse(wrong));
      assertEquals(Reason.BAD_ARGUMENT, e.reason());
      assertTrue(e.getMessage(), e.getMessage().contains("'" + wrong + "'"));
      assertTrue(e.getMessage(), e.getMessage().contains("from 1 to 256"));
    }
    assertThrows(WarmupException.class, () -> ThreadBounds.of(0, 0));
  }
}
