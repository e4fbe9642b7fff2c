// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.live;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.cli.FakeTerminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.Before;
import org.junit.Test;

public class LiveScreenTest {
  private final FakeTerminal terminal = new FakeTerminal();
  private LiveScreen screen;

  @Before
  public void open() throws IOException {
    screen = new LiveScreen(terminal.stream(), 80);
  }

  private void sees(String... lines) {
    assertEquals(Arrays.asList(lines), terminal.lines());
  }

  @Test
  public void theLiveLineIsRewrittenInPlace() {
    screen.live("a longer text");
    screen.live("short");
    sees("short");
  }

  @Test
  public void aLineThatStaysGoesAboveTheLiveOne() {
    screen.live("working");
    screen.line("done");
    sees("done", "working");
    screen.live("");
    sees("done", "");
  }

  @Test
  public void theLogDoesNotTearTheLiveLine() {
    screen.live("working");
    byte[] event = "a line of the log\nand its second\n".getBytes(StandardCharsets.UTF_8);
    screen.log().write(event, 0, event.length);
    sees("a line of the log", "and its second", "working");
    screen.log().println("b\u00fcro");
    sees("a line of the log", "and its second", "b\u00fcro", "working");
  }

  @Test
  public void theLogWorksBeforeAnythingIsLive() {
    screen.log().println("early");
    sees("early", "");
  }

  @Test
  public void aLongLineLosesItsLastClausesAndGetsThemBackWithTheWidth() {
    String all =
        "TRANSFER          1.9 s  10 %, about 11.4 s left, 10.8 MB/s, 14.9 MB of about 137.9 MB: receiving the data";
    screen.live(all);
    sees("TRANSFER          1.9 s  10 %, about 11.4 s left, 10.8 MB/s");
    screen.resized(40);
    sees("TRANSFER 1.9 s 10 %, about 11.4 s left");
    screen.resized(120);
    sees(all);
  }

  @Test
  public void afterTheLastLineNothingIsLive() {
    screen.live("working");
    screen.last("the run continues");
    screen.live("working on");
    sees("the run continues", "");
  }

  @Test
  public void aLongLineThatStaysIsBrokenBetweenWords() {
    screen.line(
        "RESTORE         281 ms  Redis is master, Dynomite NORMAL, 400116 keys; 500 sampled, 500 equal");
    sees(
        "RESTORE         281 ms  Redis is master, Dynomite NORMAL, 400116 keys; 500",
        "                        sampled, 500 equal",
        "");
  }
}
