// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.RedisNode;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ProbeConnectionsTest {
  private static final List<Integer> ALL = Arrays.asList(0, 1, 2);
  @Rule public final Timeout limit = Timeout.seconds(30);
  private final AtomicInteger connected = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  /** Returns a node whose DEL is answered when the latch opens. */
  private RedisNode node(CountDownLatch arrived, CountDownLatch answers) {
    connected.incrementAndGet();
    return new ForwardingNode(new ModelRedis()) {
      @Override
      public boolean delete(String key) {
        arrived.countDown();
        try {
          answers.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return true;
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  private ProbeConnections probes(CountDownLatch arrived, CountDownLatch answers) {
    return new ProbeConnections(
        Arrays.asList("a", "b", "c"), () -> node(arrived, answers), ParallelCalls::threads);
  }

  @Test
  public void sendsAllBeforeItWaitsForTheFirstAnswer() {
    CountDownLatch all = new CountDownLatch(3);
    try (ProbeConnections probes = probes(all, all)) {
      assertTrue(probes.send(ALL, 20_000).stream().allMatch(ProbeAnswer::done));
    }
    assertEquals(3, connected.get());
    assertEquals(3, closed.get());
  }

  @Test
  public void anUnansweredProbeIsReplacedByAFreshConnection() {
    CountDownLatch silent = new CountDownLatch(1);
    try (ProbeConnections probes = probes(new CountDownLatch(1), silent)) {
      List<ProbeAnswer> answers = probes.send(Arrays.asList(1), 500);
      assertTrue(answers.get(0).failed());
      assertTrue(answers.get(0).failure().get().getMessage().contains("500 ms"));
      assertEquals(4, connected.get());
    }
    silent.countDown();
  }
}
