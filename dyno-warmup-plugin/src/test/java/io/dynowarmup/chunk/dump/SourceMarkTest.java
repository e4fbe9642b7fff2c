// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.info.NodeClaim;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.NodeRecord.State;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;
import org.junit.Test;

public class SourceMarkTest {
  private static final String INFO = "run_id:r1\nmaster_replid:a\n";
  private static final String STATS = "cmdstat_info:calls=9\ncmdstat_flushall:calls=1\n";

  private static SourceMark mark(String info, String stats) {
    return SourceMark.of(RedisInfo.parse(info), RedisInfo.parse(stats));
  }

  private static String record(State state, String way) {
    return "dyno_warmup_record:" + NodeRecord.of(state, "dc/rack", "r1", 5, way, "").text() + "\n";
  }

  private static String change(String info, String stats) {
    return mark(info, stats).changedSince(mark(INFO, STATS)).orElse("");
  }

  @Test
  public void theSameDataIsTheSame() {
    assertEquals("", change(INFO, STATS));
    assertEquals("", change(INFO, STATS + "cmdstat_set:calls=100\n"));
    assertEquals("confirmed as warm", "", change(INFO + record(State.WARM, ""), STATS));
  }

  @Test
  public void whatReplacesTheDataIsNamed() {
    assertTrue(change("run_id:r2\nmaster_replid:a\n", STATS).startsWith("was restarted"));
    assertTrue(change("run_id:r1\nmaster_replid:b\n", STATS).contains("another replication"));
    String claim = "dyno_warmup_claim:" + NodeClaim.of("o", "r1", 5, "1@host").text() + "\n";
    assertTrue("a run works on it", change(INFO + claim, STATS).contains("by a run"));
    assertTrue(change(INFO + record(State.COLD, "delta"), STATS).contains("by a run"));
    assertTrue(change(INFO + record(State.WARM, "delta"), STATS).contains("by a run"));
    assertTrue(change(INFO, "cmdstat_flushall:calls=2\n").startsWith("was flushed"));
    assertTrue(change(INFO, STATS + "cmdstat_replicaof:calls=1\n").startsWith("was flushed"));
    assertTrue(change(INFO, STATS + "cmdstat_swapdb:calls=1\n").startsWith("was flushed"));
  }

  @Test
  public void theTextIsTheWholeMark() {
    assertEquals(mark(INFO, STATS).toString(), mark(INFO, STATS).toString());
    assertEquals(Optional.empty(), mark(INFO, STATS).changedSince(mark(INFO, STATS)));
    assertEquals("r1\na\n\n1", mark(INFO, STATS).toString());
  }
}
