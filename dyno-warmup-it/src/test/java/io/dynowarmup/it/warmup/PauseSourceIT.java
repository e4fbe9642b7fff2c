// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientPauseMode;

/**
 * Counters in the hand-over: no increment may be lost. Some are applied twice, fewer of them if the
 * source's writes are paused. {@code -Dpause.runs=20} repeats the test.
 */
@RunWith(Parameterized.class)
public class PauseSourceIT extends Scenario {
  private static final int RATE = Integer.getInteger("handover.rate", 10_000);
  private static final int DELAY = CountedHandOver.DELAY;
  private static final int WORK = 10;

  private boolean pausedAtOnce;

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    RedisBinary newest = RedisBinary.newest();
    return IntStream.range(0, Integer.getInteger("pause.runs", 1)).mapToObj(i -> newest).toList();
  }

  @Test
  public void fewerAreDoubledWithThePause() {
    long without = doubled(0);
    long with = doubled(500);
    System.out.printf(
        "INCR applied twice, %d/s, %d ms away: %d without a pause, %d with it (%d ms of writes: %d)%n",
        RATE, DELAY, without, with, DELAY + WORK, (long) RATE * (DELAY + WORK) / 1_000);
    // On a machine that is too busy to measure round-trip times, the pause comes after the settle
    // time.
    if (pausedAtOnce) {
      assertTrue(with + " doubled with the pause, " + without + " without", with < without);
    }
  }

  private long doubled(int pauseMillis) {
    CountedHandOver made =
        CountedHandOver.with(redis, 20_000, RATE, "pause.source.msec", pauseMillis);
    if (pauseMillis > 0) {
      assertEquals(List.of(), made.end().warnings());
      pausedAtOnce = made.end().handOver().settleNote().contains("ms after WRITES_ONLY");
    }
    return made.excess();
  }

  /** The run neither ends nor extends a pause of another client. */
  @Test
  public void aSourceThatAnotherClientHasPausedIsLeftAlone() {
    cluster();
    Filler.strings(source().redis(), 500, 100);
    try (Jedis admin = source().redis().client()) {
      admin.clientPause(20_000, ClientPauseMode.WRITE);

      WarmupStatus end =
          warmup()
              .set("pause.source.msec", 500)
              .set("handover.write.probe", false)
              .set("redis.timeout.msec", 500)
              .atStartup();

      assertWarmed(end);
      assertSays("is left alone", end.warnings().toString());
      assertSays("did not answer DEL", end.warnings().toString());
      admin.clientUnpause();
    }
    assertReplicates(source(), cold());
  }

  @Test
  public void aSourceThatDoesNotLetUsIsHandedOverFromWithoutIt() {
    cluster();
    Filler.strings(source().redis(), 500, 100);
    try (Jedis admin = source().redis().client()) {
      admin.aclSetUser("default", "-client|pause");

      WarmupStatus end = warmup().set("pause.source.msec", 500).atStartup();

      admin.aclSetUser("default", "+client|pause");
      assertWarmed(end);
      assertSays("does not permit CLIENT PAUSE", end.warnings().toString());
    }
  }
}
