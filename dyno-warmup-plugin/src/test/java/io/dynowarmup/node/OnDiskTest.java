// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.info.RedisInfo;
import org.junit.Test;

public class OnDiskTest {
  private static final String AOF =
      "aof_enabled:1\naof_rewrite_in_progress:%d\naof_rewrite_scheduled:%d\n"
          + "aof_last_bgrewrite_status:%s\nrdb_last_save_time:1700\n";

  private static String missing(String info) {
    return OnDisk.missing(RedisInfo.parse(info), "1700").orElse("");
  }

  @Test
  public void anAppendOnlyFileHoldsTheLoadWhenItsRewriteHasEndedWell() {
    assertEquals("", missing(String.format(AOF, 0, 0, "ok")));
    assertTrue(missing(String.format(AOF, 1, 0, "ok")).contains("being rewritten"));
    assertTrue(missing(String.format(AOF, 0, 1, "ok")).contains("being rewritten"));
    assertTrue(missing(String.format(AOF, 0, 0, "err")).contains("failed"));
  }

  @Test
  public void aDumpHoldsTheLoadWhenItWasSavedSince() {
    assertTrue(missing("aof_enabled:0\nrdb_last_save_time:1700\n").contains("no dump"));
    assertEquals("", missing("aof_enabled:0\nrdb_last_save_time:1760\n"));
  }

  @Test
  public void whatIsNotReportedIsNotOnDisk() {
    RedisInfo nothing = RedisInfo.parse("");
    assertTrue(OnDisk.missing(nothing, OnDisk.mark(nothing)).isPresent());
  }
}
