// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** Tests characters, colours and width on each kind of output. */
public class SurfaceTest {
  private static Glyphs glyphs(String name, String value) {
    return Glyphs.of(Collections.singletonMap(name, value));
  }

  @Test
  public void theLocaleSaysWhetherThereIsMoreThanAscii() {
    assertEquals(Glyphs.UNICODE, glyphs("LANG", "de_DE.UTF-8"));
    assertEquals(Glyphs.UNICODE, glyphs("LC_ALL", "C.utf8"));
    assertEquals(Glyphs.ASCII, glyphs("LANG", "POSIX"));
    assertEquals(Glyphs.ASCII, Glyphs.of(Collections.emptyMap()));
  }

  @Test
  public void aBarIsFilledByItsShare() {
    assertEquals("#####.....", Glyphs.ASCII.bar(0.5, 10));
    assertEquals("..........", Glyphs.ASCII.bar(-0.01, 10));
    assertEquals("##########", Glyphs.ASCII.bar(7, 10));
    assertEquals("\u2588\u258c\u2591\u2591", Glyphs.UNICODE.bar(0.375, 4));
  }

  @Test
  public void theTerminalsDriverReportsItsSizeOrItIsUnknown() {
    assertArrayEquals(new int[] {40, 120}, Stty.size("40 120\n"));
    assertArrayEquals(new int[] {24, 80}, Stty.size("0 0"));
    assertArrayEquals(new int[] {24, 80}, Stty.size(""));
  }

  @Test
  public void noColourIfItIsTurnedOff() {
    List<Row> rows = Collections.singletonList(new Row().add("x", Style.BAD));
    Map<String, String> env = Collections.singletonMap("NO_COLOR", "1");
    assertEquals(
        Collections.singletonList("x"), Surface.ofTerminal(env, new int[] {24, 80}).draw(rows));
    assertEquals(
        Collections.singletonList("\u001b[1;31mx\u001b[0m"),
        Surface.ofTerminal(Collections.emptyMap(), new int[] {24, 80}).draw(rows));
  }

  @Test
  public void aFrameClearsTheRestOfALineButNotBehindTheLastColumn() {
    Surface surface = new Surface(Glyphs.ASCII, false, 40, 24);
    Row full = Row.of(String.join("", Collections.nCopies(40, "f")));
    String frame = surface.frame(Arrays.asList(Row.of("a"), full, new Row()));
    assertEquals(
        "\u001b[1;1Ha\u001b[K\u001b[2;1H"
            + full.text(40, Glyphs.ASCII, false)
            + "\u001b[3;1H\u001b[K",
        frame);
  }

  @Test
  public void theTerminalIsGivenBackOnceAndThenLeftAlone() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    FullScreen screen =
        new FullScreen(
            Collections.emptyMap(),
            new PrintStream(written),
            new ByteArrayInputStream(new byte[] {'x', 'q'}),
            "");
    screen.enter();
    screen.draw("frame");
    assertEquals(true, screen.quit());
    assertFalse(screen.quit());
    screen.close();
    String all = written.toString();
    assertEquals("\u001b[?1049h\u001b[?25l\u001b[?7lframe\u001b[?7h\u001b[?25h\u001b[?1049l", all);
    screen.draw("late");
    screen.close();
    assertEquals(all, written.toString());
  }

  @Test
  public void aSentenceIsBrokenAtBlanksAndTheRestStaysOnTheLastLine() {
    assertEquals(Arrays.asList("one two", "three"), WordWrap.of("one two three", 8, 3));
    assertEquals(Arrays.asList("one", "two three"), WordWrap.of("one two three", 3, 2));
    assertEquals(Collections.singletonList(""), WordWrap.of("", 8, 3));
  }
}
