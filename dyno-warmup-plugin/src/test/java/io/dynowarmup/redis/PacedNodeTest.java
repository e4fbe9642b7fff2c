// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.time.ManualTime;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class PacedNodeTest {
  private static final int MOST = 10;

  private final ManualTime time = new ManualTime();
  private final List<Long> sentAt = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private final PacedNode node = new PacedNode(recorder(), MOST, time, time);

  private RedisNode recorder() {
    return (RedisNode)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RedisNode.class},
            (proxy, method, args) -> {
              if (!method.getName().equals("endpoint")) {
                sentAt.add(time.nanos());
                sent.add(method.getName());
              }
              return answer(method);
            });
  }

  private static Object answer(Method method) {
    Class<?> type = method.getReturnType();
    if (type == boolean.class) {
      return false;
    }
    if (type == long.class) {
      return 0L;
    }
    if (type == Endpoint.class) {
      return new Endpoint("127.0.0.1", 1);
    }
    return type == RedisInfo.class
        ? RedisInfo.parse("")
        : type == Optional.class ? Optional.empty() : null;
  }

  private void assertBound() {
    for (int i = MOST; i < sentAt.size(); i++) {
      long took = sentAt.get(i) - sentAt.get(i - MOST);
      assertTrue(
          MOST + 1 + " commands within " + took + " ns", took >= TimeUnit.SECONDS.toNanos(1));
    }
  }

  @Test
  public void noSecondHasMoreThanTheBoundHoweverTheyCome() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      node.ping();
      time.advance(random.nextInt(10) == 0 ? random.nextInt(3_000) : random.nextInt(5));
    }
    assertEquals(500, sentAt.size());
    assertBound();
  }

  @Test
  public void whoStaysBelowTheBoundNeverWaits() {
    for (int i = 0; i < 100; i++) {
      long before = time.nanos();
      node.ping();
      assertEquals(before, time.nanos());
      time.advance(100);
    }
  }

  @Test
  public void everyCommandIsPassedOnAndCounted() throws Exception {
    for (Method m : RedisNode.class.getMethods()) {
      if (m.getName().equals("endpoint") || m.getName().equals("close")) {
        continue;
      }
      Object[] args = new Object[m.getParameterCount()];
      for (int i = 0; i < args.length; i++) {
        args[i] = argument(m.getParameterTypes()[i]);
      }
      sent.clear();
      sentAt.clear();
      time.advance(2_000);
      for (int i = 0; i <= MOST; i++) {
        m.invoke(node, args);
      }
      assertEquals(m.getName(), sent.get(0));
      assertEquals(MOST + 1, sent.size());
      assertBound();
    }
  }

  private static Object argument(Class<?> type) {
    if (type == long.class) {
      return 1L;
    }
    return type == int.class ? (Object) 1 : null;
  }

  /** A poll sends INFO and EXISTS, and at first also reads two reserved keys. */
  @Test
  public void aLookCountsAsTheCommandsThatItSends() {
    node.info();
    node.info();
    node.info();
    long before = time.nanos();
    node.info();
    assertEquals("four, and three times two", before, time.nanos());
    node.info();
    assertEquals(TimeUnit.SECONDS.toNanos(1), time.nanos() - before);
  }

  @Test
  public void anInterruptEndsTheWaitAndStays() {
    for (int i = 0; i < MOST; i++) {
      node.ping();
    }
    Thread.currentThread().interrupt();
    WarmupException e = assertThrows(WarmupException.class, node::ping);
    assertEquals(Reason.ABORTED, e.reason());
    assertTrue(Thread.interrupted());
    assertEquals(MOST, sent.size());
  }
}
