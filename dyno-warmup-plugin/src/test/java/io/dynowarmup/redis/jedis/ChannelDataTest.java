// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.CommandPolicy;
import io.dynowarmup.redis.FakeRedis;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.time.ManualTime;
import io.dynowarmup.time.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ChannelDataTest {
  private static final List<byte[]> NONE = Collections.emptyList();
  @Rule public final Timeout limit = new Timeout(30, TimeUnit.SECONDS);
  private FakeRedis server;
  private RedisData data;

  @After
  public void close() throws Exception {
    data.close();
    server.close();
  }

  private void answers(FakeRedis.Script script) throws Exception {
    answers(script, Ticker.system());
  }

  private void answers(FakeRedis.Script script, Ticker ticker) throws Exception {
    server = new FakeRedis(script);
    RedisAccess access = RedisAccess.plain(5000);
    data = new JedisConnector(ticker).data(server.endpoint(), access);
  }

  private static List<String> texts(List<byte[]> answer) {
    return Arrays.asList(
        answer.stream().map(b -> new String(b, StandardCharsets.US_ASCII)).toArray(String[]::new));
  }

  @Test
  public void anAnswerIsReadWhenItIsAskedFor() throws Exception {
    answers((command, out, n) -> out.raw("*1\r\n$1\r\n1\r\n"));
    Supplier<List<byte[]>> later = data.evalLater("return {'1'}", NONE, NONE);
    assertEquals(Collections.singletonList("1"), texts(later.get()));
    assertEquals(Collections.singletonList("1"), texts(data.eval("return {'1'}", NONE, NONE)));
    assertEquals(1, server.connections());
  }

  @Test
  public void aScriptThatTheServerDoesNotKnowIsSentWhole() throws Exception {
    answers(
        (command, out, n) ->
            command.startsWith("EVALSHA")
                ? out.error("NOSCRIPT No matching script. Please use EVAL.")
                : out.raw("*1\r\n$1\r\n2\r\n"));
    assertEquals(Collections.singletonList("2"), texts(data.evalLater("x", NONE, NONE).get()));
    assertEquals("EVAL x 0", server.commands().get(1));
  }

  @Test
  public void whatIsAskedInBetweenIsNotTakenForIt() throws Exception {
    answers(
        (command, out, n) ->
            command.startsWith("EVALSHA") ? out.raw("*1\r\n$1\r\n1\r\n") : out.raw(":7\r\n"));
    Supplier<List<byte[]>> later = data.evalLater("x", NONE, NONE);
    assertEquals(7, data.size());
    assertEquals(Collections.singletonList("1"), texts(later.get()));
    assertEquals(7, data.size());
    assertEquals(1, server.connections());
  }

  /** Each answer belongs to the script with the same argument. */
  private Supplier<List<byte[]>> numbered(RedisData from, int number) {
    return from.evalLater("x", NONE, Collections.singletonList(key("" + number)));
  }

  private static boolean echo(String command, FakeRedis.Replies out) throws IOException {
    return out.raw("*1\r\n$1\r\n" + command.charAt(command.length() - 1) + "\r\n");
  }

  @Test
  public void severalScriptsAreOnTheirWayAndEachGetsItsAnswer() throws Exception {
    answers((command, out, n) -> echo(command, out));
    List<Supplier<List<byte[]>>> later = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      later.add(numbered(data, i));
    }
    for (int i : new int[] {2, 0, 1, 4, 3}) {
      assertEquals(Collections.singletonList(String.valueOf(i)), texts(later.get(i).get()));
    }
    assertEquals(1, server.connections());
  }

  @Test
  public void whatABrokenConnectionLeavesOpenIsSentAgain() throws Exception {
    answers((command, out, n) -> (n > 1 || !command.endsWith("2")) && echo(command, out));
    RedisData patient = data.with(retryAfter(new ManualTime(), 1));
    List<Supplier<List<byte[]>>> later = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      later.add(numbered(patient, i));
    }
    for (int i = 0; i < 4; i++) {
      assertEquals(Collections.singletonList(String.valueOf(i)), texts(later.get(i).get()));
    }
    assertEquals(2, server.connections());
  }

  /** Otherwise the key would be replaced although a client has written to it. */
  @Test
  public void aRefusedMultiRunsNothing() throws Exception {
    answers(
        (command, out, n) ->
            command.startsWith("MULTI")
                ? out.error("NOPERM this user has no permissions to run the 'multi' command")
                : out.raw(command.startsWith("UNLINK") ? ":1\r\n" : "+OK\r\n"));
    byte[] key = "key".getBytes(StandardCharsets.US_ASCII);
    data.watch(key);
    List<byte[]> unlink = Arrays.asList("UNLINK".getBytes(StandardCharsets.US_ASCII), key);
    WarmupException e =
        assertThrows(
            WarmupException.class, () -> data.unlessTouched(Collections.singletonList(unlink)));
    assertEquals(WarmupException.Reason.NOPERM, e.reason());
    assertEquals(Arrays.asList("WATCH key", "MULTI"), server.commands());
  }

  /** Otherwise the key would live longer here by the time of a stall. */
  @Test
  public void aRetryOfRestoreShortensTheExpiry() throws Exception {
    ManualTime time = new ManualTime();
    answers((command, out, n) -> command.startsWith("SET") && n == 1 ? false : out.ok(), time);
    RedisData patient = data.with(retryAfter(time, 5_000));
    byte[] key = key("key");
    List<byte[]> keys = Arrays.asList(key, key, key, key);
    List<Payload> payloads =
        Arrays.asList(
            new Payload(key("dump"), 60_000),
            new Payload(key("dump"), -1),
            Payload.string(key("text"), 4_000),
            Payload.string(key("text"), -1));
    long read = time.nanos();
    time.advance(1_000);

    List<Optional<WarmupException>> errors = patient.restoreLater(keys, payloads, read).get();

    assertEquals(Collections.nCopies(4, Optional.empty()), errors);
    assertEquals(
        Arrays.asList(
            "RESTORE key 59000 dump REPLACE",
            "RESTORE key 0 dump REPLACE",
            "SET key text PX 3000",
            "RESTORE key 54000 dump REPLACE",
            "RESTORE key 0 dump REPLACE",
            "SET key text PX 1",
            "SET key text"),
        server.commands());
  }

  private static byte[] key(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Tries once more after a failure, as after a stall of this length. */
  private static CommandPolicy retryAfter(ManualTime time, long millis) {
    return new CommandPolicy() {
      @Override
      public <T> T send(int commands, Effect effect, Supplier<T> packet) {
        try {
          return packet.get();
        } catch (WarmupException e) {
          time.advance(millis);
          return packet.get();
        }
      }
    };
  }

  @Test
  public void anAnswerIsReadOnce() throws Exception {
    answers((command, out, n) -> out.raw("*1\r\n$1\r\n1\r\n"));
    Supplier<List<byte[]>> later = data.evalLater("x", NONE, NONE);
    later.get();
    assertThrows(WarmupException.class, later::get);
  }
}
