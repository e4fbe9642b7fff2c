// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.redis.Filler;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.params.SetParams;

/**
 * A source whose clock differs from this node's: an expiry time of the source has another meaning
 * here.
 */
public class WrongClockIT extends Scenario {
  private static final int KEYS = 500;
  private static final int SECONDS = 1_800;

  /**
   * Returns a node whose source's clock is ahead. Half of the source's keys expire in half an hour.
   */
  private WarmedNode ahead(long seconds) {
    cluster();
    Filler.strings(source().redis(), KEYS, 20);
    try (Jedis jedis = source().redis().client();
        Pipeline pipeline = jedis.pipelined()) {
      for (int i = 0; i < KEYS; i++) {
        pipeline.set("expires:" + i, "v" + i, SetParams.setParams().ex(SECONDS));
      }
    }
    InetSocketAddress redis = new InetSocketAddress(source().host(), source().redis().port());
    ClockProxy clock = closeLater(new ClockProxy(redis, cold().host(), seconds));
    return warmup()
        .set(
            "peers",
            String.format(
                "%s:%d:%s:dc:%d:%d",
                source().host(),
                source().dynomite().dyn().getPort(),
                source().rack(),
                source().tokens().get(0),
                clock.port()));
  }

  private void assertExpiriesAreRight() {
    try (Jedis here = cold().redis().client();
        Jedis there = source().redis().client()) {
      for (int i = 0; i < KEYS; i++) {
        String key = "expires:" + i;
        long difference = here.pttl(key) - there.pttl(key);
        assertTrue(key + " " + difference, here.exists(key) && Math.abs(difference) < 2_000);
      }
      assertEquals(-1, here.ttl("key:1"));
    }
  }

  @Test
  public void threeSecondsAreSaid() throws InterruptedException {
    WarmedNode node = ahead(3);
    // Off by half of the time that a question takes, if the machine stops in the middle of it.
    Await.until("3.0 s", LIMIT, () -> preflight(node).text().contains("has a clock 3.0 s ahead"));

    WarmupStatus end = node.atStartup();

    assertWarmed(end);
    assertClockIs("(2\\.9|3\\.[01]) s ahead of this node's", end);
    assertSays("replication", end.strategy().get());
    assertExpiriesAreRight();
  }

  @Test
  public void anHourLeavesTheTimeThatIsLeftToDelta() throws InterruptedException {
    for (long seconds : new long[] {3_600, -3_600}) {
      WarmedNode node = ahead(seconds);
      assertSays("delta", preflight(node).text());

      WarmupStatus end = node.atStartup();

      assertWarmed(end);
      assertSays("delta", end.strategy().get());
      assertClockIs("(3599\\.[5-9]|3600\\.[0-5]) s", end);
      assertExpiriesAreRight();
    }
  }

  @Test
  public void replicationNeedsForce() throws InterruptedException {
    WarmedNode node = ahead(3_600).set("strategy", "replication");
    assertEquals(PreflightReport.Answer.WOULD_FAIL, preflight(node).answer());

    WarmupStatus end = node.atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("set both clocks (NTP)", end.reason());
    assertWarmed(node.set("force", true).byHand());
  }

  private static void assertClockIs(String regex, WarmupStatus end) {
    String warnings = end.warnings().toString();
    assertTrue(warnings, Pattern.compile("has a clock " + regex).matcher(warnings).find());
  }

  private static PreflightReport preflight(WarmedNode node) throws InterruptedException {
    return node.engine().preflight(WarmupRequest.atStartup());
  }
}
