// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.sync.digest.KeySizes;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.Test;

public class SnapshotSizeTest {
  private static final long MB = 1_000_000;

  private static RedisInfo saving(long keys, long of) {
    return RedisInfo.parse(
        "# Persistence\r\ncurrent_save_keys_processed:"
            + keys
            + "\r\ncurrent_save_keys_total:"
            + of
            + "\r\nused_memory_dataset:"
            + 900 * MB
            + "\r\n");
  }

  private static OptionalLong total(RedisInfo source, long received) {
    RedisInfo local =
        RedisInfo.parse(
            "role:slave\r\nmaster_link_status:down\r\nmaster_sync_in_progress:1\r\n"
                + "master_sync_total_bytes:0\r\n");
    return new SyncView(source, local, Optional.empty(), Optional.empty())
        .progress(0, received, OptionalLong.empty())
        .bytesTotal();
  }

  private static void assertSize(long bytes, boolean limit, SnapshotSize size) {
    assertEquals(bytes, size.bytes());
    assertEquals(limit, size.isLimit());
  }

  /** Returns INFO of a source whose keys have so much memory, all that Redis knows of keys. */
  private static RedisInfo holding(long keys, long dataset) {
    return RedisInfo.parse(
        "# Memory\r\nused_memory:"
            + (Math.max(0, dataset) + 3 * MB)
            + "\r\nused_memory_dataset:"
            + dataset
            + "\r\n# Keyspace\r\ndb0:keys="
            + keys
            + ",expires=0,avg_ttl=0\r\n");
  }

  private static SnapshotSize sampled(RedisInfo source, KeySizes sample) {
    return SnapshotSize.of(source, 0, Optional.of(sample));
  }

  @Test
  public void theSavedKeysShowTheSize() {
    assertSize(80 * MB, false, SnapshotSize.of(saving(25, 100), 20 * MB, Optional.empty()));
    assertEquals(OptionalLong.of(80 * MB), total(saving(25, 100), 20 * MB));
  }

  @Test
  public void itIsNeverTakenForLargerThanTheMemory() {
    assertEquals(OptionalLong.of(900 * MB), total(saving(1, 100), 20 * MB));
  }

  @Test
  public void beforeTheSourceReportsOrWithLittleReceivedItIsAtMostTheMemory() {
    assertEquals(OptionalLong.of(900 * MB), total(saving(0, 0), 20 * MB));
    assertEquals(OptionalLong.of(900 * MB), total(saving(100, 100), MB));
    for (RedisInfo source : Arrays.asList(saving(100, 100), saving(0, 100))) {
      assertSize(900 * MB, true, SnapshotSize.of(source, MB, Optional.empty()));
    }
  }

  @Test
  public void aSnapshotThatIsAlmostHereHasNoTotalBelowWhatArrived() {
    assertEquals(OptionalLong.empty(), total(saving(100, 100), 20 * MB));
  }

  @Test
  public void keysOfOneKindAreLikeTheSample() {
    // 72 bytes each in memory (Redis counts 32 of them as data), 17 bytes in a snapshot
    assertSize(17 * MB, false, sampled(holding(MB, 32 * MB), new KeySizes(50, 3_600, 850, 0)));
    // 1,080 bytes each, compressed to 40
    assertSize(
        4 * MB, false, sampled(holding(100_000, 106 * MB), new KeySizes(50, 54_000, 2_000, 0)));
  }

  @Test
  public void memoryThatTheSampleDoesNotExplainMayBeMuchSmallerInASnapshot() {
    RedisInfo withLargeKeys = holding(100_000, 103 * MB);
    assertSize(105_800_000, true, sampled(withLargeKeys, new KeySizes(50, 2_000, 1_000, 0)));
    // less than the known keys: half of it is right within a factor of two, whatever it is
    assertSize(
        55_500_000, false, sampled(holding(100_000, 71 * MB), new KeySizes(50, 30_000, 25_000, 0)));
  }

  @Test
  public void keysThatAreTooLargeToMeasureCountWithTheirMemory() {
    KeySizes large = new KeySizes(50, 50 * MB, 0, 50 * MB);
    assertSize(100_004_800, true, sampled(holding(100, 100 * MB), large));
  }

  /** Redis 8 prints a negative number as one without a sign. */
  @Test
  public void aDataSetOfNegativeSizeIsUnknown() {
    KeySizes sample = new KeySizes(50, 2_000, 1_000, 0);
    assertSize(20_000, false, sampled(holding(1_000, -10_000), sample));
    RedisInfo unsigned =
        RedisInfo.parse(
            "used_memory:900000\r\nused_memory_dataset:18446744073709541616\r\n"
                + "db0:keys=1000,expires=0,avg_ttl=0\r\n");
    assertSize(20_000, false, sampled(unsigned, sample));
  }
}
