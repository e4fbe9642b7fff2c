// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.Test;

public class RespGuardTest {
  /** Reads the text in pieces of the given size. */
  private static String read(String text, int piece) throws IOException {
    InputStream in =
        new RespGuard(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    StringBuilder all = new StringBuilder();
    byte[] buffer = new byte[piece];
    for (int n = in.read(buffer, 0, piece); n >= 0; n = in.read(buffer, 0, piece)) {
      all.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }

  @Test
  public void letsAnAnswerThroughInAnyPieces() throws Exception {
    String[] answers = {
      "+OK\r\n",
      "-ERR no\r\n",
      ":-12\r\n",
      "$0\r\n\r\n",
      "$-1\r\n",
      "*-1\r\n",
      "*0\r\n",
      "$7\r\n:1\r\n*9\r\r\n",
      "*3\r\n*2\r\n+a\r\n*0\r\n$3\r\nabc\r\n:1\r\n",
    };
    for (String answer : answers) {
      for (int piece = 1; piece <= answer.length(); piece++) {
        assertEquals(answer, read(answer, piece));
      }
    }
  }

  @Test
  public void readsSingleBytesToo() throws Exception {
    InputStream in =
        new RespGuard(new ByteArrayInputStream(":7\r\n".getBytes(StandardCharsets.ISO_8859_1)));
    assertEquals(':', in.read());
    assertEquals('7', in.read());
    assertEquals('\r', in.read());
    assertEquals('\n', in.read());
    assertEquals(-1, in.read());
  }

  @Test
  public void stopsWhatIsNoAnswer() {
    StringBuilder longLine = new StringBuilder("+");
    for (int i = 0; i <= RespGuard.MAX_LINE_BYTES; i++) {
      longLine.append('x');
    }
    String[] wrong = {
      "x",
      "HTTP/1.0 200 OK\r\n",
      "$" + (RespGuard.MAX_BULK_BYTES + 1L) + "\r\n",
      "*" + (RespGuard.MAX_ELEMENTS + 1L) + "\r\n",
      "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n",
      "+OK\n",
      "$x\r\n",
      longLine.toString(),
    };
    for (String text : wrong) {
      assertThrows(text, RespGuard.NonsenseException.class, () -> read(text, 8192));
    }
  }

  @Test
  public void stopsASecondAnswerInTheSamePacket() {
    assertThrows(RespGuard.NonsenseException.class, () -> read("+OK\r\n+OK\r\n", 100));
  }
}
