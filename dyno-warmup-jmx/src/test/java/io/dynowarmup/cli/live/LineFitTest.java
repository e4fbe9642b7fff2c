// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.live;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class LineFitTest {
  private static final String LIVE =
      "TRANSFER          1.9 s  10 %, about 11.4 s left, 10.8 MB/s, 14.9 MB of 137 MB: receiving";

  @Test
  public void clausesAreLeftOutFromTheEnd() {
    assertEquals(LIVE, LineFit.oneLine(LIVE, LIVE.length()));
    assertEquals(
        "TRANSFER          1.9 s  10 %, about 11.4 s left, 10.8 MB/s, 14.9 MB of 137 MB",
        LineFit.oneLine(LIVE, LIVE.length() - 1));
    assertEquals(
        "TRANSFER          1.9 s  10 %, about 11.4 s left, 10.8 MB/s", LineFit.oneLine(LIVE, 76));
  }

  @Test
  public void aNarrowLineHasNoColumns() {
    assertEquals("TRANSFER 1.9 s 10 %, about 11.4 s left", LineFit.oneLine(LIVE, 39));
    assertEquals("TRANSFER 1.9 s 10 %", LineFit.oneLine(LIVE, 20));
  }

  @Test
  public void aClauseThatDoesNotFitEndsWithAWord() {
    assertEquals("waiting for the", LineFit.oneLine("waiting for the local Redis", 18));
    assertEquals("abcdefgh", LineFit.oneLine("abcdefghijkl", 8));
    for (int width = 1; width < LIVE.length(); width++) {
      assertTrue(LineFit.oneLine(LIVE, width).length() <= width);
    }
  }

  @Test
  public void aContinuationBeginsUnderTheLastColumn() {
    String line = "RESTORE   281 ms  Redis is master, Dynomite NORMAL; 500 sampled";
    assertEquals(
        String.join(
            System.lineSeparator(),
            "RESTORE   281 ms  Redis is master, Dynomite NORMAL; 500",
            "                  sampled"),
        LineFit.wrapped(line, 60));
    assertEquals(
        String.join(
            System.lineSeparator(),
            "RESTORE   281 ms  Redis is",
            "  master, Dynomite NORMAL; 500",
            "  sampled"),
        LineFit.wrapped(line, 30));
    assertEquals(line, LineFit.wrapped(line, line.length()));
  }

  @Test
  public void aWordThatIsTooLongStaysWhole() {
    assertEquals("abcdefghijkl", LineFit.wrapped("abcdefghijkl", 8));
    assertEquals(
        String.join(System.lineSeparator(), "a", "  abcdefghijkl", "  a b"),
        LineFit.wrapped("a abcdefghijkl a b", 8));
  }
}
