// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.redis.RespClient;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** Keys that are too large to compare in one call and that are written all the time. */
public class HotLargeKeysIT extends Scenario {
  private static final int FIELDS = 5_000;

  /** A hash of this many fields, each with this text, takes more than 4 MiB. */
  private static final int HUGE = 10_000;

  private static final String LONG_TEXT = "x".repeat(500);

  private static final int STRING_BYTES = 2 * 1024 * 1024;
  private static final String ONLY_THERE = "never written again, and only at the source";

  private WarmedNode delta() {
    return warmup().set("strategy", "delta").set("force", true).set("source", source().rack());
  }

  private void assertSame() {
    assertDiffer(Set.of());
  }

  /** Asserts which keys differ. Shows only their names, because the values would fill pages. */
  private void assertDiffer(Set<String> keys) {
    Await.until(
        () -> "differ: " + different() + ", wanted: " + keys,
        LIMIT,
        () -> different().equals(keys));
  }

  private Set<String> different() {
    return AllKeys.differences(cold().redis(), source().redis()).keySet();
  }

  /** Writes the same data to both sides, and one additional element to the source only. */
  private void fill(LongFunction<byte[]> commands, int count, byte[] onlyThere) {
    for (RedisServer redis : List.of(cold().redis(), source().redis())) {
      try (RespClient client = RespClient.connect(redis.address())) {
        for (int i = 0; i < count; i++) {
          client.sendRaw(commands.apply(i));
          if (i % 500 == 499) {
            IntStream.range(0, 500).forEach(answer -> client.receive());
          }
        }
        IntStream.range(0, count % 500).forEach(answer -> client.receive());
        if (redis == source().redis()) {
          assertFalse(client.sendRaw(onlyThere).receive().startsWith("-"));
        }
      }
    }
  }

  private static byte[] command(String... words) {
    return RespClient.command(words);
  }

  private static byte[] hset(String key, long field, String value) {
    return command("HSET", key, "field " + field, value);
  }

  private void fillHash(String key, int fields) {
    fill(i -> hset(key, i, "old"), fields, command("HSET", key, "f", ONLY_THERE));
  }

  private WriteLoad write(DynomiteCluster cluster, int perSecond, Hot... keys) {
    WriteLoad load =
        closeLater(
            WriteLoad.start(cluster.node(2).dynomite().client(), new InTurn(keys), perSecond));
    Await.until("writes flow", LIMIT, () -> load.acked() > 200);
    return load;
  }

  /**
   * Starts a cluster where writes enter through a third rack whose path to the source is longer
   * than its path to this node.
   */
  private DynomiteCluster lateSource() {
    DynomiteCluster cluster = cluster(c -> c.racks(3).withLinks());
    cluster.awaitPeersConnected();
    cluster.link(2, 0).peer().delay(100);
    return cluster;
  }

  @Test
  public void theyAreTakenInTheHandOverAndNoNewerValueIsOverwritten() {
    DynomiteCluster cluster = lateSource();
    fillHash("v:hash", FIELDS);
    fill(
        i -> command("ZADD", "v:zset", "0", "member " + i),
        FIELDS,
        command("ZADD", "v:zset", "0.5", ONLY_THERE));
    fill(
        i -> command("SETRANGE", "v:string", String.valueOf(STRING_BYTES), "end"),
        1,
        command("SETRANGE", "v:string", "0", ONLY_THERE));
    try (Jedis there = source().redis().client()) {
      there.pexpire("v:zset", 86_400_000);
    }
    WriteLoad load =
        write(
            cluster,
            900,
            new Hot("v:hash", n -> hset("v:hash", n % FIELDS, "version " + n)),
            new Hot(
                "v:zset",
                n -> command("ZADD", "v:zset", String.valueOf(n), "member " + n % FIELDS)),
            new Hot(
                "v:string",
                n ->
                    command(
                        "SETRANGE",
                        "v:string",
                        String.valueOf(1_000 + n * 16 % (STRING_BYTES - 2_000)),
                        "version " + n)));

    WarmupStatus end = delta().byHand();

    load.stop();
    assertWarmed(end);
    assertTrue(end.handOver().writesOnlyMillis().orElse(-1) > 0);
    assertSame();
    try (Jedis here = cold().redis().client()) {
      assertEquals(ONLY_THERE, here.hget("v:hash", "f"));
      assertTrue("an expiry", here.pttl("v:zset") > 80_000_000);
      assertEquals("our record", Set.of("__dyno_warmup:node"), here.keys("__dyno_warmup*"));
    }
  }

  /**
   * The writes queued on this node follow the copied values, which already include some of them.
   */
  @Test
  public void whatIsDoubledInTheHandOverTheNextRunMakesEqualAndNothingIsLost() {
    DynomiteCluster cluster = lateSource();
    fill(
        i -> command("RPUSH", "v:list", "old " + i),
        FIELDS,
        command("RPUSH", "v:list", ONLY_THERE));
    fill(
        i -> command("SETRANGE", "v:string", String.valueOf(STRING_BYTES), "end"),
        1,
        command("APPEND", "v:string", ONLY_THERE));
    WriteLoad load =
        write(
            cluster,
            600,
            new Hot("v:list", n -> command("RPUSH", "v:list", String.valueOf(n))),
            new Hot("v:string", n -> command("APPEND", "v:string", n + ".")));
    WarmedNode node = delta();

    WarmupStatus first = node.byHand();

    load.stop();
    assertWarmed(first);
    long lists = (load.sent() + 1) / 2;
    for (RedisServer redis : List.of(source().redis(), cold().redis())) {
      Await.until(redis + " has all", LIMIT, () -> pushed(redis).size() == lists);
    }
    assertWarmed(node.byHand());
    assertSame();
    assertEquals(LongStream.range(0, lists).map(n -> 2 * n).boxed().toList(), inOrder());
  }

  private static Set<String> pushed(RedisServer redis) {
    try (Jedis jedis = redis.client()) {
      Set<String> pushed = new HashSet<>(jedis.lrange("v:list", FIELDS, -1));
      pushed.remove(ONLY_THERE);
      return pushed;
    }
  }

  private List<Long> inOrder() {
    try (Jedis here = cold().redis().client()) {
      return here.lrange("v:list", FIELDS, -1).stream()
          .filter(element -> !element.equals(ONLY_THERE))
          .map(Long::valueOf)
          .sorted()
          .toList();
    }
  }

  @Test
  public void oneThatIsTooLargeIsNamedAndKeepsNoOtherFromBeingTaken() {
    DynomiteCluster cluster = lateSource();
    fill(
        i -> hset("v:huge", i, "old " + LONG_TEXT),
        HUGE,
        command("HSET", "v:huge", "f", ONLY_THERE));
    fillHash("v:hash", FIELDS);
    fillHash("v:small", 10);
    WriteLoad load =
        write(
            cluster,
            900,
            new Hot("v:huge", n -> hset("v:huge", n % HUGE, "version " + n + LONG_TEXT)),
            new Hot("v:hash", n -> hset("v:hash", n % FIELDS, "version " + n)),
            new Hot("v:small", n -> hset("v:small", n % 10, "version " + n)));

    WarmupStatus end = delta().set("handover.tries", 1).byHand();

    load.stop();
    assertEnded(WarmupOutcome.PARTIAL, Reason.SOURCE_FAILED, end);
    assertSays("v:huge (hash of " + (HUGE + 1) + " elements, ", end.reason());
    assertSays("larger than the 4 MiB that one copy may have", end.reason());
    assertSays("start --force --strategy replication", end.reason());
    assertFalse(end.reason(), end.reason().contains("v:hash"));
    assertFalse(end.reason(), end.reason().contains("v:small"));
    assertEquals("NORMAL", end.dynomiteState().get());
    assertDiffer(Set.of("0/v:huge"));
    try (Jedis here = cold().redis().client()) {
      assertEquals(ONLY_THERE, here.hget("v:hash", "f"));
      assertEquals(ONLY_THERE, here.hget("v:small", "f"));
      assertEquals("our record", Set.of("__dyno_warmup:node"), here.keys("__dyno_warmup*"));
    }
  }

  @Test
  public void oneThatIsDeletedAndWrittenAllTheTimeIsTakenToo() {
    DynomiteCluster cluster = lateSource();
    fillHash("v:hash", FIELDS);
    fillHash("v:small", 10);
    WriteLoad load =
        write(
            cluster,
            1_200,
            new Hot("v:hash", n -> hset("v:hash", n % FIELDS, "version " + n)),
            new Hot("v:small", n -> hset("v:small", n % 10, "version " + n)),
            new Hot(
                "v:flicker",
                n ->
                    n / 3 % 2 == 0
                        ? command("SET", "v:flicker", "1")
                        : command("DEL", "v:flicker")));

    WarmupStatus end = delta().byHand();

    load.stop();
    assertWarmed(end);
    assertSame();
    try (Jedis here = cold().redis().client()) {
      assertEquals(ONLY_THERE, here.hget("v:hash", "f"));
      assertEquals(ONLY_THERE, here.hget("v:small", "f"));
    }
  }

  private record Hot(String key, LongFunction<byte[]> command) {}

  /** Writes to each key in turn, over and over. */
  private static final class InTurn implements Workload {
    private final Hot[] keys;

    InTurn(Hot... keys) {
      this.keys = keys;
    }

    @Override
    public byte[] command(long number) {
      return keys[(int) lane(number)].command().apply(number);
    }

    @Override
    public String key(long number) {
      return keys[(int) lane(number)].key();
    }

    @Override
    public long lane(long number) {
      return number % keys.length;
    }
  }
}
