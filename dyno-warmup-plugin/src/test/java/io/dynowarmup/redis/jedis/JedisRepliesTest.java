// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.Test;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

public class JedisRepliesTest {
  /** Returns the input of a text that arrives in pieces of the given size. */
  private static JedisReplies replies(String text, int piece) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return new JedisReplies(
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(length, piece));
          }
        });
  }

  private static String read(String text, int piece) {
    try {
      JedisReplies replies = replies(text, piece);
      String read = shown(Protocol.read(replies, null));
      assertFalse(text, replies.hasMore());
      return read;
    } catch (JedisDataException e) {
      return "error " + e.getMessage();
    }
  }

  private static String shown(Object answer) {
    if (answer instanceof List) {
      return ((List<?>) answer)
          .stream().map(JedisRepliesTest::shown).collect(Collectors.toList()).toString();
    }
    return answer instanceof byte[]
        ? new String((byte[]) answer, StandardCharsets.ISO_8859_1)
        : String.valueOf(answer);
  }

  @Test
  public void readsAnAnswerInAnyPieces() {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("+OK\r\n", "OK");
    answers.put("+\r\n", "");
    answers.put("+\u00e4\rb\r\n", "\u00e4\rb");
    answers.put("-ERR no\r\n", "error ERR no");
    answers.put(":-12\r\n", "-12");
    answers.put("$0\r\n\r\n", "");
    answers.put("$-1\r\n", "null");
    answers.put("*-1\r\n", "null");
    answers.put("*0\r\n", "[]");
    answers.put("$7\r\n:1\r\n*9\r\r\n", ":1\r\n*9\r");
    answers.put("*3\r\n*2\r\n+a\r\n*0\r\n$3\r\nabc\r\n:1\r\n", "[[a, []], abc, 1]");
    answers.forEach(
        (answer, expected) -> {
          for (int piece = 1; piece <= answer.length(); piece++) {
            assertEquals(expected, read(answer, piece));
          }
        });
  }

  @Test
  public void readsManyListsBesideEachOther() {
    String lists = String.join("", Collections.nCopies(100, "*1\r\n*2\r\n:1\r\n*0\r\n"));
    assertEquals(100, read("*100\r\n" + lists, 7).split("1, ").length - 1);
  }

  @Test
  public void rejectsWhatIsNoAnswer() {
    String longLine = String.join("", Collections.nCopies(JedisReplies.MAX_LINE_BYTES + 1, "x"));
    String[] wrong = {
      "x",
      "HTTP/1.0 200 OK\r\n",
      "%1\r\n+a\r\n+b\r\n",
      "*1\r\n#t\r\n",
      "$" + (JedisReplies.MAX_STRING_BYTES + 1L) + "\r\n",
      "$-2\r\n",
      "$4294967297\r\n",
      "$99999999999999999999\r\n",
      "*" + (JedisReplies.MAX_ELEMENTS + 1L) + "\r\n",
      "*-2\r\n",
      String.join("", Collections.nCopies(9, "*1\r\n")),
      // the two bytes after a string are no types, whatever they are
      String.join("", Collections.nCopies(9, "*2\r\n$0\r\n++")),
      "+OK\n",
      "$x\r\n",
      ":1x\r\n",
      ":\r\n",
      "+" + longLine,
      "-" + longLine,
      ":" + longLine,
    };
    for (String text : wrong) {
      JedisConnectionException e =
          assertThrows(text, JedisConnectionException.class, () -> read(text, 8192));
      assertEquals(ProtocolException.class, e.getCause().getClass());
    }
  }

  @Test
  public void noticesASecondAnswerInTheSamePacket() {
    JedisReplies replies = replies("+OK\r\n+OK\r\n", 100);
    Protocol.read(replies, null);
    assertTrue(replies.hasMore());
  }
}
