// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.CommandPolicy;
import io.dynowarmup.redis.FakeRedis;
import io.dynowarmup.redis.RateLimit;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.ManualTime;
import io.dynowarmup.time.Ticker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Checks that each command of a Redis passes the policy, which knows how many there are. */
public class CommandPolicyTest {
  private static final List<String> WITHOUT_COMMAND =
      Arrays.asList("endpoint", "sentNanos", "with", "close");

  @Rule public final Timeout limit = new Timeout(60, TimeUnit.SECONDS);
  private final RedisAccess access = RedisAccess.plain(5000);
  private final Counter counter = new Counter();
  private FakeRedis server;

  /** Counts the commands. */
  private static final class Counter implements CommandPolicy {
    private int commands;
    private int once;

    @Override
    public <T> T send(int number, Effect effect, Supplier<T> packet) {
      commands += number;
      once += effect.isRepeatable() ? 0 : 1;
      return packet.get();
    }
  }

  @Before
  public void start() throws Exception {
    server =
        new FakeRedis(
            (command, out, n) ->
                command.startsWith("EXISTS")
                    ? out.raw(":1\r\n")
                    : command.startsWith("INFO") ? out.bulk("db0:keys=1") : out.ok());
  }

  @After
  public void stop() throws Exception {
    server.close();
  }

  private RedisNode node() {
    return new JedisConnector(Ticker.system()).connect(server.endpoint(), access);
  }

  @Test
  public void everyCommandOfANodeIsCounted() throws Exception {
    try (RedisNode node = node().with(counter)) {
      each(RedisNode.class, node);
    }
    assertEquals("EXCHANGE is sent once", 1, counter.once);
  }

  @Test
  public void everyCommandOfTheDataIsCounted() throws Exception {
    JedisConnector connector = new JedisConnector(Ticker.system());
    try (RedisData data = connector.data(server.endpoint(), access).with(counter)) {
      each(RedisData.class, data);
    }
    assertEquals("evalOnce and FUNCTION DELETE are sent once", 2, counter.once);
  }

  private void each(Class<?> port, Object target) throws Exception {
    for (Method m : port.getMethods()) {
      // a transaction is sent once, whatever the policy
      if (WITHOUT_COMMAND.contains(m.getName()) || m.getName().equals("unlessTouched")) {
        continue;
      }
      counter.commands = 0;
      server.commands().clear();
      invoke(m, target);
      long sent = server.commands().stream().filter(c -> !opens(m, c)).count();
      assertEquals(m + " " + server.commands(), sent, counter.commands);
      assertTrue(m.toString(), counter.commands > 0);
    }
  }

  /** Returns whether the command belongs to the opening of a new connection. */
  private static boolean opens(Method m, String command) {
    return command.startsWith("CLIENT SETNAME") && !m.getName().equals("name")
        || command.startsWith("SELECT") && !m.getName().equals("select");
  }

  /** Invokes a method. Its answer may be of a wrong type. */
  private static void invoke(Method m, Object target) throws Exception {
    Object[] arguments = new Object[m.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = argument(m, m.getParameterTypes()[i]);
    }
    if (m.getName().equals("restoreLater")) {
      arguments[1] = Collections.singletonList(new RedisData.Payload(new byte[1], -1));
    }
    if (m.getName().equals("evalFresh")) {
      Supplier<List<byte[]>> made = () -> Collections.singletonList(new byte[1]);
      arguments[2] = made;
    }
    try {
      Object answer = m.invoke(target, arguments);
      if (answer instanceof Supplier) {
        ((Supplier<?>) answer).get();
      }
    } catch (InvocationTargetException e) {
      assertTrue(e.getCause().toString(), e.getCause() instanceof WarmupException);
    } catch (WarmupException e) {
      // the answer that was waited for
    }
  }

  private static Object argument(Method m, Class<?> type) {
    if (type == long.class) {
      return 1L;
    }
    if (type == int.class) {
      return 1;
    }
    if (type == Endpoint.class) {
      return new Endpoint("127.0.0.1", 1);
    }
    if (type == byte[].class) {
      return new byte[1];
    }
    if (type == List.class) {
      boolean words = Arrays.asList("exists", "read", "ask").contains(m.getName());
      Object element = words ? "a" : new byte[1];
      return Collections.singletonList(
          m.getName().equals("ask") ? Collections.singletonList(element) : element);
    }
    return "a";
  }

  /** INFO with the reserved keys is four commands, and without their values two. */
  @Test
  public void infoCountsAsTheCommandsThatItSends() {
    ManualTime time = new ManualTime();
    try (RedisNode node = node().with(new RateLimit(10, time, time))) {
      node.info();
      node.infoOnly();
      node.infoOnly();
      node.infoOnly();
      assertEquals("four, and three times two", 0, time.elapsedMillis());
      node.infoOnly();
      assertEquals(1_000, time.elapsedMillis());
    }
  }
}
