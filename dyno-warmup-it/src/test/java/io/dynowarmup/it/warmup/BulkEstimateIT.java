// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.it.redis.Filler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/**
 * The size of a bulk that arrives without a file, as a run shows it, compared with the real one.
 */
public class BulkEstimateIT extends Scenario {
  private static final int BYTES_OF_A_BULK = 1_500_000;
  private static final long BYTES_PER_SECOND = 500_000;

  private final Queue<Progress> seen = new ConcurrentLinkedQueue<>();
  private final Random random = new Random(1);

  @Before
  public void aSlowLink() {
    cluster(c -> c.withLinks()).link(1, 0).redis().bandwidth(BYTES_PER_SECOND);
    Servers.config(source(), "repl-diskless-sync", "yes");
    Servers.config(source(), "repl-diskless-sync-delay", "0");
  }

  /** Returns the bytes that have arrived. */
  private long warm() {
    WarmedNode node = warmup();
    node.engine().addObserver(status -> seen.add(status.progress()));
    WarmupStatus end = node.atStartup();
    assertWarmed(end);
    return end.progress().bytesDone().getAsLong();
  }

  private List<Long> estimates(boolean limits) {
    return seen.stream()
        .filter(p -> p.totalEstimated() && p.totalLimit() == limits)
        .map(p -> p.bytesTotal().getAsLong())
        .distinct()
        .collect(Collectors.toList());
  }

  /** At first, before keys are measured, the memory is the limit. */
  private void assertEstimated() {
    long bytes = warm();
    List<Long> estimates = estimates(false);
    assertFalse(bytes + " bytes, at most " + estimates(true), estimates.isEmpty());
    estimates.forEach(e -> assertNear(e, bytes));
    estimates(true).forEach(e -> assertTrue(e + " for " + bytes, e >= bytes));
  }

  private void set(int keys, int bytes) {
    byte[] value = new byte[bytes];
    try (Jedis jedis = source().redis().client();
        Pipeline pipeline = jedis.pipelined()) {
      for (int i = 0; i < keys; i++) {
        random.nextBytes(value);
        pipeline.set((bytes + ":" + i).getBytes(StandardCharsets.US_ASCII), value);
      }
    }
  }

  @Test
  public void keysOfAFewBytes() {
    set(BYTES_OF_A_BULK / 25, 10);
    assertEstimated();
  }

  @Test
  public void keysOfAKilobyte() {
    set(BYTES_OF_A_BULK / 1_000, 1_000);
    assertEstimated();
  }

  /** They have 40 times as much memory. */
  @Test
  public void keysThatCompressWell() {
    Filler.strings(source().redis(), BYTES_OF_A_BULK / 40, 1_000);
    assertEstimated();
  }

  @Test
  public void keysOfAllTypes() {
    Filler.types(source().redis(), 1_500);
    long bytes = warm();
    estimates(false).forEach(e -> assertNear(e, bytes));
    List<Long> limits = estimates(true);
    limits.forEach(e -> assertTrue(e + " for " + bytes, e >= bytes));
    // Of keys this different, some samples of 50 give a limit only.
    assertTrue(
        limits + " for " + bytes,
        !estimates(false).isEmpty() || limits.get(limits.size() - 1) <= 4 * bytes);
  }

  private static void assertNear(long estimate, long bytes) {
    assertTrue(estimate + " for " + bytes, estimate <= 2 * bytes && 2 * estimate >= bytes);
  }

  /** Five keys hold most of the data, and the measured ones do not show it. */
  @Test
  public void aFewLargeKeysAmongManySmallOnesGiveALimit() {
    set(BYTES_OF_A_BULK / 100, 10);
    set(5, BYTES_OF_A_BULK / 5);
    long bytes = warm();
    assertTrue("about " + estimates(false), estimates(false).isEmpty());
    List<Long> limits = estimates(true);
    assertFalse(limits.isEmpty());
    limits.forEach(e -> assertTrue(e + " for " + bytes, e >= bytes));
  }
}
