// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.redis.info.RedisInfo;
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
    return new SyncView(source, local, Optional.empty())
        .progress(0, received, OptionalLong.empty())
        .bytesTotal();
  }

  @Test
  public void theSavedKeysShowTheSize() {
    assertEquals(OptionalLong.of(80 * MB), SnapshotSize.of(saving(25, 100), 20 * MB));
    assertEquals(OptionalLong.of(80 * MB), total(saving(25, 100), 20 * MB));
  }

  @Test
  public void itIsNeverTakenForLargerThanTheMemory() {
    assertEquals(OptionalLong.of(900 * MB), total(saving(1, 100), 20 * MB));
  }

  @Test
  public void beforeTheSourceReportsOrWithLittleReceivedItIsTheMemory() {
    assertEquals(OptionalLong.of(900 * MB), total(saving(0, 0), 20 * MB));
    assertEquals(OptionalLong.of(900 * MB), total(saving(100, 100), MB));
    assertEquals(OptionalLong.empty(), SnapshotSize.of(saving(100, 100), MB));
    assertEquals(OptionalLong.empty(), SnapshotSize.of(saving(0, 100), 20 * MB));
  }

  @Test
  public void aSnapshotThatIsAlmostHereHasNoTotalBelowWhatArrived() {
    assertEquals(OptionalLong.empty(), total(saving(100, 100), 20 * MB));
  }
}
