// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.populate.PopulateCounts;
import io.dynowarmup.chunk.populate.PopulateMessage;
import io.dynowarmup.chunk.populate.Populators;
import io.dynowarmup.chunk.populate.TargetFence;
import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.chunk.store.QueueLimits;
import io.dynowarmup.dynomite.HttpDynomiteAdmin;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.BuiltJar;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.redis.jedis.JedisConnector;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/**
 * Populators load the chunks of a dump into a node that is closed, and never into one that was
 * opened. {@code -Dpopulate.kills=100} sets how often one is killed (kill -9).
 */
public class PopulateIT extends Scenario {
  private static final int KILLS = Integer.getInteger("populate.kills", 2);
  private static final int KEYS = 20_000;
  private static final String WARMUP = "w1";
  private static final Ticker TICKER = Ticker.system();
  private static final RedisAccess ACCESS = RedisAccess.plain(60_000);

  private final TempDir dir = closeLater(TempDir.create("populate"));
  private final ChunkStores stores = new ChunkStores(TICKER, Pause.system());
  private final JedisConnector connector = new JedisConnector(TICKER);
  private final Random random = new Random(1);
  private ChunkQueue queue;
  private Manifest dump;

  /** Dumps the source; the cold node is closed and admits the populators. */
  private void begin(long visibilityMillis, int receives) {
    cluster();
    Filler.strings(source().redis(), KEYS, 50);
    Filler.types(source().redis(), 50);
    try (Jedis there = source().redis().client()) {
      for (int i = 0; i < 6; i++) {
        there.set("large" + i, "x".repeat(3 * 1024 * 1024 + i));
      }
      there.select(3);
      there.set("elsewhere", "too");
    }
    dump = warmup(source()).set("chunks.store", "file://" + dir.file("store")).dump();
    queue = closeLater(stores.queue(queueUri()));
    queue.create(QueueLimits.of(visibilityMillis, receives), WARMUP);
    cold().dynomite().adminClient().set("standby");
    admit();
  }

  /** Returns the URI of a queue that does not exist. */
  String queueUri() {
    return "file://" + dir.file("queue");
  }

  private static Endpoint at(RedisNode node) {
    return node.endpoint();
  }

  private RedisNode here() {
    return closeLater(
        connector.connect(new Endpoint(cold().redis().host(), cold().redis().port()), ACCESS));
  }

  private static void admit(RedisNode node, String warmUp) {
    TargetFence.admit(node, NodeRecord.nodeName("dc", "rack"), warmUp, System.currentTimeMillis());
  }

  private void admit() {
    admit(here(), WARMUP);
  }

  private List<String> messages() {
    List<String> all = new ArrayList<>();
    for (ManifestChunk chunk : dump.chunks()) {
      all.add(
          new PopulateMessage.Builder()
              .warmUp(WARMUP)
              .store("file://" + dir.file("store"))
              .manifest(Layout.manifest(dump.dump().id()))
              .chunk(chunk.name())
              .redis(at(here()))
              .admin("http://" + address())
              .ranges(HashRanges.ALL)
              .build()
              .text());
    }
    return all;
  }

  private String address() {
    return cold().dynomite().admin().getHostString() + ":" + cold().dynomite().admin().getPort();
  }

  private PopulateCounts populate(int threads) throws InterruptedException {
    Populators populators =
        new Populators(
            queue,
            connector,
            ACCESS,
            url -> new HttpDynomiteAdmin(url, TICKER, 60_000),
            stores::store,
            TICKER,
            Pause.system());
    populators.run(1, threads, CancelSignal.never());
    return populators.counts();
  }

  private void assertSameKeys() {
    AllKeys.awaitSame(cold().redis(), source().redis(), LIMIT);
  }

  @Test
  public void eachMessageTwiceAndInAnyOrderIsHarmless() throws Exception {
    begin(60_000, 3);
    List<String> all = messages();
    all.addAll(messages());
    Collections.shuffle(all, random);
    all.forEach(queue::send);

    PopulateCounts counts = populate(4);

    assertEquals(List.of(), counts.problems());
    assertEquals(2L * dump.chunks().size(), counts.chunks());
    assertEquals(0, queue.depth().dead());
    assertSameKeys();
    RedisNode node = here();
    TargetFence.lift(node, WARMUP);
    assertEquals("only the data is left", source().redis().keys(), cold().redis().keys());
  }

  @Test
  public void aNodeThatWasOpenedIsNotWrittenTo() throws Exception {
    begin(60_000, 2);
    cold().dynomite().adminClient().set("normal");
    messages().subList(0, 3).forEach(queue::send);

    PopulateCounts counts = populate(2);

    assertEquals(0, counts.chunks());
    assertSays("its Dynomite is NORMAL, not STANDBY", counts.problems().toString());
    assertEquals("dead letters after two receives", 3, queue.depth().dead());
    assertSays("chunk=" + dump.chunks().get(0).name(), queue.deadLetters(9).toString());
    TargetFence.lift(here(), WARMUP);
    assertEquals(0, cold().redis().keys());
  }

  @Test
  public void aLateMessageIsRefusedAfterTheFenceWasLiftedOrARunHasBegun() throws Exception {
    begin(60_000, 1);
    TargetFence.lift(here(), WARMUP);
    queue.send(messages().get(0));
    assertSays("it does not admit warm-up w1", populate(1).problems().toString());

    admit();
    try (Jedis jedis = cold().redis().client()) {
      jedis.set(OwnKeys.CLAIM, "a run");
    }
    queue.send(messages().get(1));
    assertSays("a run works on it", populate(1).problems().toString());

    try (Jedis jedis = cold().redis().client()) {
      jedis.del(OwnKeys.CLAIM);
      jedis.set(OwnKeys.RECORD, "of a run");
    }
    queue.send(messages().get(2));
    assertSays("a run has worked on it", populate(1).problems().toString());
    try (Jedis jedis = cold().redis().client()) {
      jedis.del(OwnKeys.RECORD, OwnKeys.POPULATE);
    }
    assertEquals(0, cold().redis().keys());
  }

  /** A run claims the node at a random moment. Nothing is written after that. */
  @Test
  public void aRunThatBeginsShutsPopulatorsOut() throws Exception {
    begin(60_000, 1);
    messages().forEach(queue::send);
    Thread populators =
        new Thread(
            () -> {
              try {
                populate(4);
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    populators.start();
    Await.until("some keys", LIMIT, () -> cold().redis().keys() > 200);

    long keys;
    try (Jedis jedis = cold().redis().client()) {
      jedis.set(OwnKeys.CLAIM, "a run");
      keys = data(jedis);
      populators.join();
      assertEquals("keys when the run began", keys, data(jedis));
    }
    assertTrue("in the middle: " + keys, keys < source().redis().keys());
    assertTrue(queue.depth().dead() > 0);
  }

  /** Copies of large keys under reserved names do not count. */
  private static long data(Jedis jedis) {
    return jedis.dbSize() - jedis.keys(OwnKeys.PREFIX + "*").size();
  }

  @Test
  public void onlyAnEmptyNodeIsAdmitted() {
    begin(60_000, 1);
    assertSays(
        "it admits another warm-up: w1",
        assertThrows(WarmupException.class, () -> admit(here(), "w2")).getMessage());
    TargetFence.lift(here(), "w2");
    admit();
    TargetFence.lift(here(), WARMUP);
    try (Jedis jedis = cold().redis().client()) {
      jedis.set("mine", "1");
    }
    assertSays(
        "it is not empty: it holds 1 key",
        assertThrows(WarmupException.class, this::admit).getMessage());
  }

  @Test
  public void whatIsNoMessageAndADamagedChunkAreDeadLetters() throws Exception {
    begin(60_000, 2);
    queue.send("hello");
    queue.send(messages().get(0).replace("chunk=chunks/", "chunk=chunks/x"));
    queue.send(messages().get(1));

    PopulateCounts counts = populate(2);

    assertEquals(1, counts.chunks());
    assertEquals(2, queue.depth().dead());
    assertSays("a message is not one of a warm-up", counts.problems().toString());
    assertSays("does not list chunk chunks/x", counts.problems().toString());
  }

  /** Returns the command line of the executable jar. */
  List<String> command(List<String> arguments) {
    return BuiltJar.command(List.of(), arguments);
  }

  private Process command() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("chunks", "populate"));
    arguments.addAll(List.of("--queue", queueUri(), "--scale", "1:3"));
    arguments.addAll(List.of("-D", "redis.timeout.msec=60000"));
    return new ProcessBuilder(command(arguments))
        .redirectErrorStream(true)
        .redirectOutput(dir.file("log").toFile())
        .start();
  }

  @Test
  public void onePopulatorThatIsKilledIsFollowedByAnother() throws Exception {
    begin(3_000, 20);
    List<String> all = messages();
    all.forEach(queue::send);
    for (int i = 0; i < KILLS; i++) {
      long wanted = Math.max(0, queue.depth().waiting() - 1 - random.nextInt(60));
      Process process = command();
      try {
        Await.until(
            () -> "fewer messages: " + dir.read("log"),
            LIMIT,
            () -> queue.depth().waiting() <= wanted || !process.isAlive());
      } finally {
        Children.kill(process);
      }
    }

    Process last = command();
    assertTrue(dir.read("log"), Children.ends(last, LIMIT.multipliedBy(2)));
    assertEquals(dir.read("log"), 0, last.exitValue());
    assertSays(" loaded, ", dir.read("log"));
    assertEquals(Map.of(), AllKeys.differences(cold().redis(), source().redis()));
    assertTrue(queue.depth().isDone());
  }
}
