// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.copy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.Answer;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;

/** All keys of a copy that ended early are removed, also where FLUSHALL may not be sent. */
public class OldKeysTest {
  private final Set<String> keys = new TreeSet<>(Arrays.asList("a", "b", "__dyno_warmup:node"));
  private final List<String> warnings = new ArrayList<>();
  private Answer flush;

  private final RedisNode local =
      fake(
          RedisNode.class,
          arguments -> {
            if (!flush.refusal().isPresent()) {
              keys.clear();
            }
            return Collections.singletonList(flush);
          });

  private final RedisData here =
      (RedisData)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {RedisData.class},
              (proxy, method, arguments) -> {
                switch (method.getName()) {
                  case "databases":
                    return Collections.singleton(0);
                  case "scan":
                    return new RedisData.Page("0", bytes());
                  case "remove":
                    ((List<?>) arguments[0]).forEach(k -> keys.remove(text(k)));
                    return null;
                  default:
                    return null;
                }
              });

  private interface Reply {
    Object to(Object[] arguments);
  }

  private static <T> T fake(Class<T> type, Reply reply) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, m, a) -> reply.to(a)));
  }

  private List<byte[]> bytes() {
    List<byte[]> all = new ArrayList<>();
    keys.forEach(k -> all.add(k.getBytes(StandardCharsets.UTF_8)));
    return all;
  }

  private static String text(Object key) {
    return new String((byte[]) key, StandardCharsets.UTF_8);
  }

  private boolean remove(Answer answer) {
    flush = answer;
    return new OldKeys(local, here, Optional.empty())
        .remove(PendingKeys.everything(), Deadline.after(new ManualTime(), 1_000), warnings::add);
  }

  @Test
  public void oneCommandRemovesThemAll() {
    remove(Answer.of("OK"));
    assertEquals(Collections.emptySet(), keys);
  }

  @Test
  public void theyAreRemovedOneByOneIfTheCommandIsRenamedOrNotPermitted() {
    remove(Answer.refused(new WarmupException(Reason.REDIS_ERROR, "unknown command")));
    assertEquals(Collections.singleton("__dyno_warmup:node"), keys);
  }

  @Test
  public void aRedisThatRefusesAllWritesKeepsThem() {
    assertFalse(remove(Answer.refused(new WarmupException(Reason.REFUSES_WRITES, "AOF"))));
    assertEquals(3, keys.size());
    assertEquals(
        Collections.singletonList("keys that may be old cannot be removed and stay here: AOF"),
        warnings);
  }

  @Test
  public void anAnswerThatMayPassIsPassedOn() {
    Answer busy = Answer.refused(new WarmupException(Reason.BUSY, "a script runs"));
    assertEquals(Reason.BUSY, assertThrows(WarmupException.class, () -> remove(busy)).reason());
    assertEquals(3, keys.size());
  }
}
