// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.jedis.JedisConnector;
import io.dynowarmup.time.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Checks that the caller gets a value or a WarmupException in time, whatever a server sends. */
public class NonsenseTest {
  @Rule public final Timeout limit = new Timeout(60, TimeUnit.SECONDS);
  private final RedisAccess access = RedisAccess.plain(5000);
  private byte[] next = {};

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private FakeRedis server() throws Exception {
    return new FakeRedis(
        (command, out, n) -> {
          out.raw(next);
          return false;
        });
  }

  @Test
  public void announcementsAreNotBelieved() throws Exception {
    StringBuilder deep = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      deep.append("*1\r\n");
    }
    String[] announcements = {
      "$2147483647\r\n",
      "$99999999999999999999\r\n",
      "$-7\r\n",
      "*2147483647\r\n",
      "*-7\r\n",
      "*1000000\r\n*1000000\r\n",
      deep.toString(),
      ":12x\r\n",
      ":\r\n",
      "HTTP/1.1 400 Bad Request\r\n\r\n",
      "%1\r\n+a\r\n+b\r\n",
      "+OK\n",
      "\r\n",
      "",
    };
    try (FakeRedis server = server();
        RedisNode node = new JedisConnector(Ticker.system()).connect(server.endpoint(), access)) {
      for (String announcement : announcements) {
        next = bytes(announcement);
        WarmupException e =
            assertThrows(announcement, WarmupException.class, () -> node.delete("a"));
        assertNonsense(e);
      }
    }
  }

  @Test
  public void randomBytesNeverGetFurtherThanThis() throws Exception {
    Random random = new Random(20_240_229);
    String[] real = {
      "+OK\r\n",
      ":12\r\n",
      "$5\r\nhello\r\n",
      "*2\r\n$1\r\na\r\n$1\r\nb\r\n",
      "-ERR no\r\n",
      "$-1\r\n"
    };
    try (FakeRedis server = server();
        RedisNode node = new JedisConnector(Ticker.system()).connect(server.endpoint(), access)) {
      for (int i = 0; i < 600; i++) {
        next = i % 2 == 0 ? noise(random) : changed(bytes(real[i % real.length]), random);
        ask(node, i);
      }
    }
  }

  private static byte[] noise(Random random) {
    byte[] noise = new byte[random.nextInt(40)];
    random.nextBytes(noise);
    if (noise.length > 0) {
      noise[0] = (byte) "+-:$*_#,(%~>=!".charAt(random.nextInt(14));
    }
    return noise;
  }

  private static byte[] changed(byte[] answer, Random random) {
    for (int n = random.nextInt(3); n >= 0; n--) {
      answer[random.nextInt(answer.length)] =
          (byte) "0123456789-*$:\r\nx".charAt(random.nextInt(17));
    }
    return answer;
  }

  private static void ask(RedisNode node, int i) {
    try {
      switch (i % 7) {
        case 0:
          node.ping();
          break;
        case 1:
          node.info();
          break;
        case 2:
          node.exists(Collections.singletonList("a"));
          break;
        case 3:
          node.configGet("a");
          break;
        case 4:
          node.addressSeenByServer();
          break;
        case 5:
          node.delete("a");
          break;
        default:
          node.exists(Collections.singletonList("a"));
      }
    } catch (WarmupException e) {
      assertNonsense(e);
    }
  }

  /** An answer that ends too early cannot be distinguished from a broken connection. */
  private static void assertNonsense(WarmupException e) {
    assertTrue(
        e.toString(), e.reason() == Reason.REDIS_ERROR || e.reason() == Reason.CONNECTION_LOST);
  }
}
