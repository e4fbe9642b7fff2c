// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.OptionalLong;
import org.junit.Test;

public class WriteRateTest {
  private static final long WINDOW = WriteRate.WINDOW_NANOS;

  private final WriteRate rate = new WriteRate();

  private OptionalLong sample(int window, long offset, String changes, long commands) {
    return rate.sample(
        window * WINDOW,
        RedisInfo.parse("role:master\nmaster_repl_offset:" + offset + "\n" + changes),
        RedisInfo.parse(
            "role:slave\nslave_repl_offset:" + offset + "\ntotal_commands_processed:" + commands));
  }

  private static String changes(long number) {
    return "rdb_changes_since_last_save:" + number;
  }

  @Test
  public void anIdleSourceHasNoWritesAlthoughItPingsAndThisProgramReads() {
    sample(0, 1_000, changes(20_000), 100);
    // REPLCONF GETACK and PING, and 400 reads of a comparison.
    assertEquals(OptionalLong.of(0), sample(1, 1_051, changes(20_000), 502));
  }

  @Test
  public void countsTheWritesOfTheClients() {
    sample(0, 1_000, changes(0), 0);
    assertEquals(OptionalLong.of(1_000), sample(1, 1_000 + 100 * 50, changes(100), 100));
  }

  @Test
  public void readsOfThisProgramRaiseNoRateAboveTheChanges() {
    sample(0, 1_000, changes(0), 0);
    assertEquals(OptionalLong.of(1_000), sample(1, 1_000 + 100 * 50, changes(100), 10_000));
  }

  @Test
  public void oneWriteWithManyChangesIsOneWrite() {
    sample(0, 0, changes(0), 0);
    assertEquals(OptionalLong.of(10), sample(1, 5_000, changes(1_000), 1));
  }

  @Test
  public void aSaveInTheWindowLeavesTheEstimateOfTheStream() {
    sample(0, 1_000, changes(9_000), 0);
    assertEquals(OptionalLong.of(1_000), sample(1, 1_000 + 100 * 50, changes(3), 100));
  }

  @Test
  public void aSourceThatReportsNoChangesLeavesTheEstimateOfTheStream() {
    sample(0, 1_000, "", 0);
    assertEquals(OptionalLong.of(1_000), sample(1, 1_000 + 100 * 50, "", 100));
  }

  @Test
  public void theHigherOfTwoWindowsCounts() {
    sample(0, 0, changes(0), 0);
    sample(1, 5_000, changes(100), 100);
    assertEquals(OptionalLong.of(1_000), sample(2, 5_050, changes(101), 101));
  }

  @Test
  public void aSampleTooSoonChangesNothing() {
    sample(0, 0, changes(0), 0);
    assertEquals(
        OptionalLong.empty(),
        rate.sample(
            WINDOW / 2,
            RedisInfo.parse("role:master\nmaster_repl_offset:9"),
            RedisInfo.parse("role:slave\nslave_repl_offset:9")));
  }
}
