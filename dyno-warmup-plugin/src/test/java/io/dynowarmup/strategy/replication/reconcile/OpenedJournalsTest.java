// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication.reconcile;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.fakes.FakeRedis;
import io.dynowarmup.fakes.World;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.Test;

/** Tests the beginning of the journals before the hand-over. */
public class OpenedJournalsTest {
  private static final RedisAccess ACCESS = RedisAccess.plain(1_000);

  private final World world = new World();
  private final ManualTime time = world.time();
  private final FakeRedis source = world.redis("source", 22123).holding(1);
  private final FakeJournals journals = new FakeJournals();

  private RedisNode replica() {
    RedisInfo info =
        RedisInfo.parse(
            "role:slave\r\nmaster_link_status:up\r\nslave_repl_offset:100\r\nmaster_replid:a\r\n");
    return (RedisNode) proxy(RedisNode.class, Collections.singletonMap("info", () -> info));
  }

  private static Object proxy(Class<?> type, Map<String, Supplier<Object>> answers) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> answers.get(method.getName()).get());
  }

  private Reconciliation begun() throws InterruptedException {
    return Reconciliation.begin(context()).get();
  }

  private TransferContext context() {
    Endpoint endpoint = source.endpoint();
    Map<String, Supplier<Object>> answers = new HashMap<>();
    answers.put("ticker", () -> time);
    answers.put("pause", () -> time);
    answers.put("cancel", CancelSignal::never);
    answers.put("local", this::replica);
    answers.put("sourceInfo", () -> world.connect(endpoint, ACCESS).info());
    answers.put("journals", () -> Optional.of(journals));
    return (TransferContext) proxy(TransferContext.class, answers);
  }

  @Test
  public void aReplicaThatLagsBehindTheBacklogForAMomentIsWaitedFor() throws Exception {
    journals.refusals = 30;
    long before = time.nanos();
    assertTrue(begun().isOpen());
    assertTrue(time.nanos() - before < 5_000_000_000L);
    assertEquals("the rights of both users are asked for once", 2, journals.rights);
  }

  /** It forks each time. */
  @Test
  public void aSourceThatBeganAFullSyncIsNotAskedAgain() throws Exception {
    journals.refusals = 1;
    journals.reason = Reason.SOURCE_AT_RISK;
    assertFalse(begun().isOpen());
    assertEquals(0, journals.refusals);
  }

  @Test
  public void aCutTakesNoLongerThanTheRun() throws Exception {
    JournalPair pair = new JournalPair(context(), journals);
    pair.open();
    pair.cut(Deadline.after(time, 700));
    assertEquals(Collections.singletonList(700L), journals.cuts);
  }

  @Test
  public void oneThatStaysBehindIsNot() throws Exception {
    journals.refusals = Integer.MAX_VALUE;
    long before = time.nanos();
    assertFalse(begun().isOpen());
    assertEquals(5.0, (time.nanos() - before) / 1e9, 0.2);
  }

  @Test
  public void aUserWithoutRightsIsNotAskedForTwice() throws Exception {
    journals.refusals = 1;
    journals.reason = Reason.NOPERM;
    assertFalse(begun().isOpen());
    assertEquals(0, journals.refusals);
  }
}
