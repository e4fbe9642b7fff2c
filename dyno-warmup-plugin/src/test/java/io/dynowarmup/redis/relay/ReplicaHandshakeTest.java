// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.relay;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.Test;

public class ReplicaHandshakeTest {
  private static final String OFFSET = "PSYNC aaaa 101";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private static byte[] commands(String... commands) {
    StringBuilder bytes = new StringBuilder();
    for (String command : commands) {
      String[] words = command.split(" ");
      bytes.append('*').append(words.length).append("\r\n");
      for (String word : words) {
        bytes.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
      }
    }
    return bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private ReplicaHandshake handshake(byte[] bytes) {
    return new ReplicaHandshake(
        new ReplicaCommands(new ByteArrayInputStream(bytes)), out, "secret");
  }

  private String said() {
    return new String(out.toByteArray(), StandardCharsets.ISO_8859_1).replace("\r\n", "|");
  }

  @Test
  public void theCommandsOfRedisAreAnswered() throws IOException {
    ReplicaHandshake handshake =
        handshake(
            commands(
                "PING",
                "AUTH secret",
                "REPLCONF listening-port 6380",
                "REPLCONF ip-address 10.0.0.7",
                "REPLCONF capa eof capa psync2",
                "REPLCONF version 8.0.0",
                OFFSET));
    assertEquals(100, handshake.offset());
    handshake.proceed("bbbb");
    assertEquals("+PONG|+OK|+OK|+OK|+OK|+OK|+CONTINUE bbbb|", said());
    assertEquals("6380", handshake.announced().get("listening-port"));
    assertEquals("10.0.0.7", handshake.announced().get("ip-address"));
    assertEquals(2, handshake.announced().size());
  }

  @Test
  public void aUserMayBeSentWithThePassword() throws IOException {
    assertEquals(100, handshake(commands("AUTH default secret", OFFSET)).offset());
  }

  @Test
  public void withoutThePasswordNothingIsSent() {
    assertFails("it did not send the password", commands("PING", OFFSET));
    assertFails("it did not send the password", commands("AUTH wrong", OFFSET));
    assertTrue(said(), said().contains("-WRONGPASS"));
  }

  @Test
  public void aRedisThatWouldDropItsDataIsRefused() {
    assertFails("asks for a full sync", commands("AUTH secret", "PSYNC ? -1"));
    assertTrue(said(), said().endsWith("-NOMASTERLINK nothing can be continued|"));
    assertFails("it sent SYNC", commands("AUTH secret", "SYNC"));
  }

  @Test
  public void whatIsNoReplicaEndsTheConnection() {
    assertFails("its connection ended", new byte[0]);
    assertFails("no replica sends", "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
    assertFails("longer than", "*1\r\n$999999\r\n".getBytes(StandardCharsets.US_ASCII));
    assertFails("longer than", "*99\r\n".getBytes(StandardCharsets.US_ASCII));
    assertFails("ended within", "*1\r\n$4\r\nPI".getBytes(StandardCharsets.US_ASCII));
  }

  private void assertFails(String wanted, byte[] bytes) {
    IOException e = assertThrows(IOException.class, () -> handshake(bytes).offset());
    assertTrue(e.getMessage(), e.getMessage().contains(wanted));
  }

  /** Whatever arrives, the answer is an offset or an IOException. */
  @Test
  public void randomBytesDoNoHarm() {
    Random random = new Random(11);
    byte[] valid = commands("PING", "AUTH secret", "REPLCONF capa eof", OFFSET);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = valid.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        handshake(bytes).offset();
      } catch (IOException e) {
        assertTrue(e.getMessage() != null);
      }
    }
  }
}
