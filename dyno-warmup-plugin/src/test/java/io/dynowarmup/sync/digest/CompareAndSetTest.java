// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.CommandPolicy;
import io.dynowarmup.redis.FakeRedis;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.redis.jedis.JedisConnector;
import io.dynowarmup.sync.digest.CompareAndSet.Result;
import io.dynowarmup.time.ManualTime;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class CompareAndSetTest {
  private static final long STALL_MILLIS = 5_000;

  @Rule public final Timeout limit = new Timeout(60, TimeUnit.SECONDS);
  private final ManualTime time = new ManualTime();

  /** Tries once more after a failure, as after a stall. */
  private final CommandPolicy patient =
      new CommandPolicy() {
        @Override
        public <T> T send(int commands, Effect effect, Supplier<T> packet) {
          try {
            return packet.get();
          } catch (WarmupException e) {
            time.advance(STALL_MILLIS);
            return packet.get();
          }
        }
      };

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Fingerprint expiring(long pttl) {
    ByteBuffer packed = ByteBuffer.allocate(17);
    packed.put((byte) 'E').put(bytes("12345678")).putDouble(pttl).flip();
    return Fingerprint.read(packed);
  }

  /** Returns the last words of each script that was sent. */
  private static List<String> lastWords(FakeRedis server, int words) {
    return server.commands().stream()
        .filter(command -> command.startsWith("EVALSHA"))
        .map(command -> command.split(" "))
        .map(all -> String.join(" ", Arrays.copyOfRange(all, all.length - words, all.length)))
        .collect(Collectors.toList());
  }

  /**
   * The key would otherwise live longer here by the time of the stall, and a key that has not
   * changed would seem to expire too soon.
   */
  @Test
  public void aRetrySetsTheExpiryThatIsLeft() throws Exception {
    try (FakeRedis server =
            new FakeRedis(
                (command, out, connection) ->
                    !command.startsWith("EVALSHA")
                        ? out.ok()
                        : connection > 1 && out.raw("*1\r\n$1\r\n1\r\n"));
        RedisData data =
            new JedisConnector(time)
                .data(server.endpoint(), RedisAccess.plain(5_000))
                .with(patient)) {
      Payload payload = new Payload(bytes("dump"), 60_000).readAt(time.nanos());
      Swap swap = new Swap(bytes("key"), expiring(80_000), time.nanos(), payload);
      time.advance(1_000);

      List<Result> results =
          new CompareAndSet(time).run(data, Collections.singletonList(swap), (s, why) -> {});

      assertEquals(Collections.singletonList(Result.DONE), results);
      assertEquals(
          Arrays.asList("78000 81000 dump 59000", "73000 81000 dump 54000"), lastWords(server, 4));
    }
  }

  @Test
  public void aKeyThatDoesNotExpireStaysSo() throws Exception {
    try (FakeRedis server =
            new FakeRedis(
                (command, out, connection) ->
                    command.startsWith("EVALSHA") ? out.raw("*1\r\n$1\r\n1\r\n") : out.ok());
        RedisData data =
            new JedisConnector(time).data(server.endpoint(), RedisAccess.plain(5_000))) {
      Payload payload = new Payload(bytes("dump"), -1).readAt(time.nanos());
      Swap swap = new Swap(bytes("key"), Fingerprint.ABSENT, time.nanos(), payload);
      time.advance(70_000);

      new CompareAndSet(time).run(data, Collections.singletonList(swap), (s, why) -> {});

      assertEquals(Collections.singletonList("-1 -1 dump 0"), lastWords(server, 4));
    }
  }
}
