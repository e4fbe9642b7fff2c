// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.dynomite.traffic.QueueFlush;
import io.dynowarmup.dynomite.traffic.TrafficGate;
import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.fakes.FakeDynomite;
import io.dynowarmup.fakes.FakeRedis;
import io.dynowarmup.fakes.World;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.SyncCounts;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** Copies the last keys behind a Dynomite in memory that queues writes. */
public class HotKeysTest {
  private static final Endpoint CLIENT_PORT = new Endpoint("127.0.0.1", 8102);
  private static final RedisAccess ACCESS = RedisAccess.plain(1_000);

  /**
   * A limit that was extended for slow writes: it equals the time for which a queue is complete.
   */
  private static final HandOverPlan PLAN =
      new HandOverPlan.Builder()
          .limitMillis(2_000)
          .settleMillis(10)
          .queueMillis(2_000)
          .note("extended")
          .pauseMillis(0)
          .pauseSettleMillis(10)
          .build();

  private final World world = new World();
  private final ManualTime time = world.time();
  private final FakeRedis redis = world.redis("local", 22122);
  private final FakeDynomite dynomite = world.dynomite(CLIENT_PORT, redis);
  private final TrafficGate gate = new TrafficGate(dynomite, time, time);
  private final FakeData here = new FakeData("10.0.0.1").set("a", "old");
  private final FakeData there = new FakeData("10.0.0.2").set("a", "new");
  private final RedisPair sides =
      new RedisPair(here, there, new Throttle(time, time, CancelSignal.never(), 1_000_000));
  private Runnable sourceCheck = () -> {};

  private QueueFlush queue() {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < QueueFlush.probes(1); i++) {
      keys.add("probe:" + i);
    }
    return new QueueFlush(
        world,
        CLIENT_PORT,
        ACCESS,
        world.connect(redis.endpoint(), ACCESS),
        gate,
        keys,
        time,
        time);
  }

  private TransferContext context() {
    Map<String, Object> answers = new HashMap<>();
    answers.put("ticker", time);
    answers.put("pause", time);
    answers.put("gate", gate);
    answers.put("queue", queue());
    answers.put("cancel", CancelSignal.never());
    answers.put("budget", Deadline.after(time, 60_000));
    answers.put("config", WarmupConfig.from(new MapConfig(new HashMap<>())));
    return (TransferContext)
        Proxy.newProxyInstance(
            TransferContext.class.getClassLoader(),
            new Class<?>[] {TransferContext.class},
            (proxy, method, arguments) -> answers.get(method.getName()));
  }

  private HotKeys hotKeys() {
    TransferContext context = context();
    return new HotKeys(
        context,
        sides,
        new PatientSides(context),
        new SyncCounts(),
        () -> sourceCheck.run(),
        (pair, mismatches) -> mismatches);
  }

  private static PendingKeys left() {
    PendingKeys left = new PendingKeys();
    left.add(0, "a".getBytes(StandardCharsets.US_ASCII));
    return left;
  }

  @Test
  public void theLastKeysAreCopiedWithinTheExtendedLimit() throws InterruptedException {
    HotKeys hotKeys = hotKeys();
    HandOverReport report = hotKeys.take(PLAN, left());
    assertTrue(report.note(), report.held());
    assertFalse(hotKeys.mayMissWrites());
    assertEquals("new", here.get("a"));
    assertEquals(DynomiteState.RESUMING, dynomite.current());
  }

  /** As after a pause of the JVM or of the machine. */
  @Test
  public void doesNotHoldIfDynomiteMayHaveDroppedItsQueue() throws InterruptedException {
    here.calls = call -> world.advance(call.equals("swap") ? 5_100 : 0);
    HotKeys hotKeys = hotKeys();
    HandOverReport report = hotKeys.take(PLAN, left());
    assertFalse(report.held());
    assertTrue(report.note(), report.note().contains("ms Dynomite may have dropped what it had"));
    assertTrue("other keys may differ as well", hotKeys.mayMissWrites());
    assertEquals(DynomiteState.RESUMING, dynomite.current());
  }

  @Test
  public void keepsThatWritesMayBeMissingIfDynomiteDoesNotLeaveWritesOnly() {
    sourceCheck = () -> dynomite.dead = true;
    HotKeys hotKeys = hotKeys();
    try {
      hotKeys.take(PLAN, left());
    } catch (Exception e) {
      assertTrue(e.toString(), hotKeys.mayMissWrites());
      return;
    }
    throw new AssertionError("Dynomite is dead");
  }
}
