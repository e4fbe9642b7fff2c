// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Collections;
import org.junit.Test;

public class TerminalTest {
  @Test
  public void onlyATerminalCanRewriteALine() {
    assertTrue(Terminal.isTerminal("/dev/pts/3"));
    assertTrue(Terminal.isTerminal("/dev/tty1"));
    assertFalse(Terminal.isTerminal("/dev/null"));
    assertFalse(Terminal.isTerminal("pipe:[4711]"));
    assertFalse(Terminal.isTerminal("/var/log/dyno-warmup.log"));
  }

  @Test
  public void aDumbTerminalGetsPlainLines() {
    assertFalse(Terminal.canRewrite(Collections.singletonMap("TERM", "dumb")));
    assertFalse(Terminal.canRewrite(Collections.emptyMap()));
  }
}
