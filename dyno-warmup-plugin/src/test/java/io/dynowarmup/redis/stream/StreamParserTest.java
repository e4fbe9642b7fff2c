// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.stream;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public class StreamParserTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns the commands of a stream that arrives in pieces, each as {@code first..last words}. */
  private static List<String> read(String text, int piece) {
    StreamParser parser = new StreamParser(1_000);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < text.length(); i += piece) {
      byte[] some = bytes(text.substring(i, Math.min(text.length(), i + piece)));
      parser.add(some, some.length);
      for (Optional<StreamCommand> c = parser.next(); c.isPresent(); c = parser.next()) {
        StringBuilder words = new StringBuilder();
        for (int w = 0; w < c.get().size(); w++) {
          words.append(" ").append(c.get().text(w));
        }
        all.add(c.get().firstOffset() + ".." + c.get().lastOffset() + words);
      }
    }
    assertEquals(1_000 + text.length(), parser.offset());
    return all;
  }

  @Test
  public void commandsAreReadWithTheirOffsetsInAnyPieces() {
    String stream =
        new String(Resp.commands("SELECT 0", "set k v", "INCR c"), StandardCharsets.ISO_8859_1)
            + "\n"
            + new String(Resp.words("APPEND", "", "\r\n*$"), StandardCharsets.ISO_8859_1);
    List<String> expected =
        Arrays.asList(
            "1001..1023 SELECT 0",
            "1024..1050 set k v",
            "1051..1071 INCR c",
            "1073..1104 APPEND  \r\n*$");
    for (int piece = 1; piece <= stream.length(); piece++) {
      assertEquals("pieces of " + piece, expected, read(stream, piece));
    }
  }

  @Test
  public void aCommandThatIsHalfHereIsAwaited() {
    StreamParser parser = new StreamParser(0);
    byte[] command = Resp.command("INCR c");
    parser.add(command, command.length - 1);
    assertFalse(parser.next().isPresent());
    assertFalse(parser.between());
    assertEquals(command.length - 1, parser.offset());
    parser.add(bytes("\n"), 1);
    assertTrue(parser.next().isPresent());
    assertTrue(parser.between());
  }

  @Test
  public void bytesThatAreNotParsedYetAreCountedApart() {
    StreamParser parser = new StreamParser(0);
    byte[] two = Resp.commands("INCR c", "INCR c");
    parser.add(two, two.length);
    parser.next();
    assertEquals(two.length / 2, parser.offset());
    assertEquals(two.length, parser.addedOffset());
    assertThrows(IllegalStateException.class, () -> parser.add(two, 1));
  }

  @Test
  public void aLongValueIsCutButItsDigestIsNot() {
    String value = String.join("", Collections.nCopies(StreamParser.MOST_KEPT, "x"));
    StreamCommand one = Resp.parsed("SET k " + value + "1");
    StreamCommand other = Resp.parsed("SET k " + value + "2");
    assertTrue(one.cut(2));
    assertFalse(one.cut(1));
    assertTrue(one.complete());
    assertEquals(StreamParser.MOST_KEPT, one.word(2).length);
    assertNotEquals(one.digest(), other.digest());
    assertEquals(one.digest(), Resp.parsed("SET k " + value + "1").digest());
  }

  @Test
  public void wordsBeyondTheLimitOfACommandAreLeftOut() {
    int words = StreamParser.MOST_BYTES / StreamParser.WORD_COST + 100;
    StreamCommand del = Resp.parsed("DEL " + String.join(" ", Collections.nCopies(words, "k")));
    assertFalse(del.complete());
    assertTrue(del.size() <= words);
  }

  @Test
  public void whatIsNotAStreamIsRefused() {
    List<String> wrong =
        Arrays.asList(
            "PING\r\n",
            "+OK\r\n",
            "*0\r\n",
            "*-1\r\n",
            "*\r\n",
            "*1\n",
            "*1\r\n+PING\r\n",
            "*1\r\n$-1\r\n",
            "*1\r\n$4\r\nPINGXX",
            "*1\r\n$4\r\nPING\r*",
            "*1\r\n$536870913\r\n",
            "*1073741825\r\n",
            "*9999999999999999999\r\n");
    for (String text : wrong) {
      WarmupException e =
          assertThrows(text, WarmupException.class, () -> Resp.parsed(bytes(text), 0));
      assertEquals(text, WarmupException.Reason.REDIS_ERROR, e.reason());
    }
  }
}
