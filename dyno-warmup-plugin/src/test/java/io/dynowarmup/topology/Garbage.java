// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import static org.junit.Assert.fail;

import io.dynowarmup.api.WarmupException;
import java.util.Random;
import java.util.function.Consumer;

/** Feeds a parser with broken variants of a good text. */
final class Garbage {
  private static final String[] PIECES = {
    ":",
    "\n",
    "  ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "'",
    "\"",
    ",",
    "&a",
    "*a",
    "!!str",
    "<<: *a",
    "?",
    "|",
    ">",
    "%",
    "@",
    "`",
    "\t",
    "\r",
    "\u0000",
    "\ud800",
    "\ufffe",
    "😀",
    "0x1F",
    "-1",
    "1e400",
    "null",
    "~",
    "true",
    "99999999999999999999",
    "---",
    "...",
    "#",
    "\\",
    "\\u",
    "NaN",
    "/",
    "::"
  };

  private Garbage() {}

  /** Fails if the parser throws anything except a WarmupException with a one-line message. */
  static void feed(String good, int rounds, long seed, Consumer<String> parser) {
    Random random = new Random(seed);
    for (int i = 0; i < rounds; i++) {
      String text = broken(good, random);
      try {
        parser.accept(text);
      } catch (WarmupException e) {
        if (e.getMessage().length() > 2000 || e.getMessage().indexOf('\n') >= 0) {
          fail("not a message for a log line: " + e.getMessage());
        }
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + ", round " + i + ": " + text, e);
      }
    }
  }

  private static String broken(String good, Random random) {
    StringBuilder text = new StringBuilder(good);
    int edits = 1 + random.nextInt(6);
    for (int i = 0; i < edits && text.length() > 0; i++) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + random.nextInt(random.nextInt(10) == 0 ? 400 : 12));
      switch (random.nextInt(5)) {
        case 0:
          text.delete(at, end);
          break;
        case 1:
          text.insert(at, PIECES[random.nextInt(PIECES.length)]);
          break;
        case 2:
          text.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
          break;
        case 3:
          text.insert(random.nextInt(text.length()), text.substring(at, end));
          break;
        default:
          text.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
          break;
      }
    }
    return text.toString();
  }
}
