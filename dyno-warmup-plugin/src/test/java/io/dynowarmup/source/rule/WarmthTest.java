// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.info.NodeClaim;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.probe.DiskLoad;
import org.junit.Test;

public class WarmthTest {
  private static final long YOUNG = 600;
  private static final String NODE = "dc/rack1";
  private static final String FROM_DISK = "rdb_last_load_keys_loaded:20000\n";

  private static Warmth of(long uptime, String more) {
    return Warmth.of(
        RedisInfo.parse("run_id:r1\nuptime_in_seconds:" + uptime + "\ndb0:keys=20000\n" + more),
        NODE,
        YOUNG);
  }

  private static String record(String state, String node, String runId) {
    return "dyno_warmup_record:"
        + NodeRecord.of(NodeRecord.State.valueOf(state), node, runId, 5, "", "").text()
        + "\n";
  }

  private static String claim(String runId) {
    return "dyno_warmup_claim:" + NodeClaim.of("owner", runId, 5, "1@host").text() + "\n";
  }

  @Test
  public void aPeerWithoutARecordIsJudgedByItsUptimeAndItsDisk() {
    assertEquals(Warmth.AUTHORITY, of(YOUNG + 1, FROM_DISK));
    assertEquals(Warmth.RESTARTED, of(YOUNG, FROM_DISK));
    assertEquals("filled since it was started", Warmth.AUTHORITY, of(5, ""));
  }

  @Test
  public void itsOwnRecordIsRight() {
    assertEquals(Warmth.AUTHORITY, of(5, FROM_DISK + record("WARM", NODE, "r1")));
    assertEquals(Warmth.COLD, of(YOUNG + 1, record("COLD", NODE, "r1")));
    assertEquals("restarted since", Warmth.COLD, of(YOUNG + 1, record("WARM", NODE, "r0")));
  }

  private static String doubted(String state, NodeRecord.Doubt doubt, String runId) {
    NodeRecord plain = NodeRecord.of(NodeRecord.State.valueOf(state), NODE, runId, 5_000, "", "");
    return "dyno_warmup_record:" + plain.doubted(doubt).text() + "\n";
  }

  /** The uptime proves nothing: no other copy answered in all that time. */
  @Test
  public void aRestartedCopyThatNoRunCouldCompareStaysRestarted() {
    String restarted = doubted("COLD", NodeRecord.Doubt.RESTARTED, "r1");
    assertEquals(Warmth.RESTARTED, of(YOUNG + 1, FROM_DISK + restarted));
    assertEquals(Warmth.COLD, of(YOUNG + 1, doubted("COLD", NodeRecord.Doubt.RESTARTED, "r0")));
    assertTrue("for older versions", restarted.contains("state=COLD "));
  }

  @Test
  public void anUnconfirmedCopyCountsAfterATime() {
    String since = doubted("WARM", NodeRecord.Doubt.UNCONFIRMED, "r1");
    assertEquals(Warmth.UNCONFIRMED, of(9_000, since + "server_time_usec:605000000\n"));
    assertEquals(Warmth.AUTHORITY, of(9_000, since + "server_time_usec:606000000\n"));
    assertEquals("without a clock", Warmth.UNCONFIRMED, of(YOUNG, since));
    assertEquals("without a clock", Warmth.AUTHORITY, of(YOUNG + 1, since));
    assertEquals(Warmth.COLD, of(5, doubted("WARM", NodeRecord.Doubt.UNCONFIRMED, "r0")));
    assertTrue("for older versions", since.contains("state=WARM "));
  }

  @Test
  public void aCopyThatLeftOutDataIsNotCold() {
    String incomplete = doubted("COLD", NodeRecord.Doubt.INCOMPLETE, "r1");
    assertEquals(Warmth.INCOMPLETE, of(5, FROM_DISK + incomplete));
    assertTrue(Warmth.INCOMPLETE.decidesValues());
    assertEquals(Warmth.COLD, of(5, doubted("COLD", NodeRecord.Doubt.INCOMPLETE, "r0")));
  }

  /** The record was copied with the data of the other node. */
  @Test
  public void anotherNodesRecordSaysNothing() {
    assertEquals(Warmth.AUTHORITY, of(YOUNG + 1, record("COLD", "dc/rack2", "r0")));
    assertEquals(Warmth.RESTARTED, of(5, FROM_DISK + record("WARM", "dc/rack2", "r0")));
  }

  @Test
  public void aRunAtWorkComesFirst() {
    assertEquals(Warmth.WARMING, of(YOUNG + 1, claim("r1") + record("WARM", NODE, "r1")));
    assertEquals("of a process before", Warmth.AUTHORITY, of(YOUNG + 1, claim("r0")));
  }

  private static boolean loaded(String more) {
    return DiskLoad.happened(RedisInfo.parse("db0:keys=1000\n" + more));
  }

  @Test
  public void aLoadFromDiskIsSeen() {
    assertTrue(loaded("rdb_last_load_keys_loaded:1000"));
    assertTrue(
        loaded("aof_base_size:500\naof_last_rewrite_time_sec:-1\naof_rewrite_in_progress:0"));
    assertFalse(DiskLoad.happened(RedisInfo.parse("rdb_last_load_keys_loaded:0")));
  }

  @Test
  public void whatCameByReplicationOrARewriteIsNone() {
    assertFalse(loaded("rdb_last_load_keys_loaded:1000\ntotal_net_repl_input_bytes:5"));
    assertFalse(
        loaded("aof_base_size:500\naof_last_rewrite_time_sec:2\naof_rewrite_in_progress:0"));
    assertFalse(loaded("rdb_last_load_keys_loaded:0"));
  }

  /** Before Redis 7.0, a load from disk shows as more keys than commands have added. */
  @Test
  public void anOlderServerIsRecognizedByCounting() {
    String sixTwo =
        "server_time_usec:1000000000\nuptime_in_seconds:10\nrdb_last_save_time:990\n"
            + "rdb_last_bgsave_time_sec:-1\n";
    assertTrue(loaded(sixTwo + "rdb_changes_since_last_save:5"));
    assertFalse(loaded(sixTwo + "rdb_changes_since_last_save:1000"));
    assertFalse(
        "a BGSAVE resets the count",
        loaded(sixTwo.replace("time_sec:-1", "time_sec:1") + "rdb_changes_since_last_save:5"));
    assertFalse(
        "saved later",
        loaded(sixTwo.replace("save_time:990", "save_time:995") + "rdb_changes_since_last_save:5"));
    assertFalse(
        "DEBUG brings keys uncounted",
        loaded(sixTwo + "rdb_changes_since_last_save:5\ncmdstat_debug:calls=1"));
  }
}
