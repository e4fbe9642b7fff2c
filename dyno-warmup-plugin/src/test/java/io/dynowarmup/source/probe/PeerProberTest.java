// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Facts;
import io.dynowarmup.source.FakeRedis;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.Test;

public class PeerProberTest {
  private static final RedisAccess ACCESS =
      new RedisAccess(Optional.of("u"), Secret.of("p"), false, 60_000);
  private static final int LIMIT = 20_000;

  private final Queue<FakeRedis> nodes = new ConcurrentLinkedQueue<>();
  private final Queue<RedisAccess> accesses = new ConcurrentLinkedQueue<>();
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

  private List<PeerFacts> probe(
      Ticker ticker, int limit, Function<Endpoint, FakeRedis> servers, Peer... peers)
      throws InterruptedException {
    return new PeerProber((e, a) -> connect(e, a, servers), ticker)
        .probe(Arrays.asList(peers), ACCESS, limit);
  }

  private RedisNode connect(
      Endpoint endpoint, RedisAccess access, Function<Endpoint, FakeRedis> servers) {
    FakeRedis node = servers.apply(endpoint);
    nodes.add(node);
    accesses.add(access);
    threads.add(Thread.currentThread());
    return node;
  }

  private void assertThreadsEnd() throws InterruptedException {
    for (Thread t : threads) {
      assertTrue(t.isDaemon());
      t.join(TimeUnit.SECONDS.toMillis(20));
      assertFalse(t.isAlive());
    }
    for (FakeRedis n : nodes) {
      assertEquals(0, n.closed.getCount());
    }
  }

  @Test
  public void everyPeerIsReportedInOrder() throws Exception {
    List<PeerFacts> facts =
        probe(Ticker.system(), LIMIT, FakeRedis::new, Facts.peer("a"), Facts.peer("b"));
    assertEquals(2, facts.size());
    assertEquals("a", facts.get(0).peer().redis().host());
    assertEquals("b", facts.get(1).peer().redis().host());
    assertTrue(facts.get(1).answered());
    assertEquals(1000, facts.get(0).keys());
    assertThreadsEnd();
  }

  @Test
  public void theCredentialsOfTheReplicationAreUsedWithTheLimitAsTimeOut() throws Exception {
    probe(Ticker.system(), LIMIT, FakeRedis::new, Facts.peer("a"));
    RedisAccess used = accesses.element();
    assertEquals(Optional.of("u"), used.username());
    assertEquals(Secret.of("p"), used.password());
    assertEquals(LIMIT, used.timeoutMillis());
  }

  @Test
  public void allAreAskedAtTheSameTime() throws Exception {
    CyclicBarrier together = new CyclicBarrier(3);
    List<PeerFacts> facts =
        probe(
            Ticker.system(),
            LIMIT,
            e ->
                new FakeRedis(e) {
                  @Override
                  public void ping() {
                    try {
                      together.await(20, TimeUnit.SECONDS);
                    } catch (Exception x) {
                      throw new AssertionError(x);
                    }
                  }
                },
            Facts.peer("a"),
            Facts.peer("b"),
            Facts.peer("c"));
    assertTrue(facts.stream().allMatch(PeerFacts::answered));
  }

  @Test
  public void onePeerThatNeverAnswersDelaysNothingBeyondTheLimit() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    List<PeerFacts> facts =
        probe(
            new UpOnceTheFirstHasAnswered(hangs),
            LIMIT,
            e -> e.host().equals("b") ? hanging(e, hangs) : new FakeRedis(e),
            Facts.peer("a"),
            Facts.peer("b"));
    assertTrue(facts.get(0).answered());
    assertEquals(Reason.TIME_OUT, facts.get(1).error().get().reason());
    String text = facts.get(1).error().get().getMessage();
    assertTrue(text, text.contains("b:22122 did not answer PING and INFO within 20000 ms"));
    assertThreadsEnd();
  }

  private static FakeRedis hanging(Endpoint e, CountDownLatch hangs) {
    return new FakeRedis(e) {
      @Override
      public void ping() {
        hangs.countDown();
        hang();
      }
    };
  }

  /**
   * For the thread that collects the answers, the limit passes at the third look at the clock:
   * after the start and the first peer. By then the other peer hangs.
   */
  private static final class UpOnceTheFirstHasAnswered implements Ticker {
    private final Thread collector = Thread.currentThread();
    private final CountDownLatch hangs;
    private int looks;

    UpOnceTheFirstHasAnswered(CountDownLatch hangs) {
      this.hangs = hangs;
    }

    @Override
    public long nanos() {
      if (Thread.currentThread() != collector || ++looks < 3) {
        return 0;
      }
      try {
        assertTrue(hangs.await(20, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return TimeUnit.MILLISECONDS.toNanos(LIMIT + 1_000);
    }

    @Override
    public long epochMillis() {
      throw new AssertionError("a probe needs no date");
    }
  }

  @Test
  public void aPeersOwnErrorIsKept() throws Exception {
    WarmupException denied = new WarmupException(Reason.DENIED, "protected mode");
    List<PeerFacts> facts =
        probe(
            Ticker.system(),
            LIMIT,
            e ->
                new FakeRedis(e) {
                  @Override
                  public void ping() {
                    throw denied;
                  }
                },
            Facts.peer("a"));
    assertSame(denied, facts.get(0).error().get());
    assertThreadsEnd();
  }

  @Test
  public void aPeerThatLoadsRefusesPingAndStillReportsItsFacts() throws Exception {
    List<PeerFacts> facts =
        probe(
            Ticker.system(),
            LIMIT,
            e ->
                new FakeRedis(e) {
                  @Override
                  public void ping() {
                    throw new WarmupException(Reason.LOADING, "is loading");
                  }

                  @Override
                  public RedisInfo info() {
                    return Facts.of("a").with("loading", 1).build().info();
                  }
                },
            Facts.peer("a"));
    assertTrue(facts.get(0).loading());
  }

  @Test
  public void aFaultOfAProbeIsAVerdictAndNoCrash() throws Exception {
    List<PeerFacts> facts =
        probe(
            Ticker.system(),
            LIMIT,
            e -> {
              throw new IllegalStateException("boom");
            },
            Facts.peer("a"));
    assertEquals(Reason.INTERNAL, facts.get(0).error().get().reason());
  }

  @Test
  public void manyPeersShareABoundedPool() throws Exception {
    List<Peer> peers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      peers.add(Facts.peer("h" + i));
    }
    List<PeerFacts> facts =
        probe(Ticker.system(), LIMIT, FakeRedis::new, peers.toArray(new Peer[0]));
    assertEquals(100, facts.stream().filter(PeerFacts::answered).count());
    assertTrue(threads.stream().distinct().count() <= 32);
    assertThreadsEnd();
  }

  @Test
  public void withoutPeersNoneIsAsked() throws Exception {
    assertEquals(Collections.emptyList(), probe(Ticker.system(), LIMIT, FakeRedis::new));
  }

  @Test
  public void anInterruptEndsItAndClosesEverything() throws Exception {
    Thread.currentThread().interrupt();
    assertThrows(
        InterruptedException.class,
        () ->
            probe(Ticker.system(), LIMIT, e -> hanging(e, new CountDownLatch(1)), Facts.peer("a")));
    assertThreadsEnd();
  }
}
