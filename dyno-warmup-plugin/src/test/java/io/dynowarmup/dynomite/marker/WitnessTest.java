// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.marker;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.Ticker;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Tests the path of a marker through a Dynomite that does not answer in time. */
public class WitnessTest {
  @Rule public final Timeout limit = Timeout.seconds(60);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answers = new CountDownLatch(1);
  private final AtomicInteger sets = new AtomicInteger();

  private final RedisNode slow =
      (RedisNode)
          Proxy.newProxyInstance(
              RedisNode.class.getClassLoader(),
              new Class<?>[] {RedisNode.class},
              (proxy, method, arguments) -> answer(method.getName()));

  private final Witness witness = new Witness(slow, slow, Ticker.system());

  private Object answer(String method) throws InterruptedException {
    if ("set".equals(method)) {
      sets.incrementAndGet();
      asked.countDown();
      answers.await();
    }
    return "endpoint".equals(method)
        ? new Endpoint("127.0.0.1", 8102)
        : "delete".equals(method) ? false : null;
  }

  @After
  public void end() {
    threads.shutdownNow();
  }

  /** A second call would end the connection of the first one, which then looks like a refusal. */
  @Test
  public void aNodeThatHasNotAnsweredIsNotAskedAgain() throws Exception {
    witness.next(new Marker("key", "1"));
    Future<Boolean> first = threads.submit(witness::send);
    asked.await();
    witness.next(new Marker("key", "2"));
    WarmupException e = assertThrows(WarmupException.class, witness::send);
    assertEquals(Reason.TIME_OUT, e.reason());
    assertThrows(WarmupException.class, () -> witness.write("a cut"));
    assertFalse("it is slow, and did not refuse", witness.gone());
    assertEquals(1, sets.get());
    answers.countDown();
    assertTrue(first.get());
    assertTrue(witness.send());
    assertEquals(2, sets.get());
  }
}
