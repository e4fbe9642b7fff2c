// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

/**
 * Tests what a reader of the stream is to those who count replicas, and how far back it may begin.
 */
public class JournalLinesTest {
  private static final String ID = "8de1787ba490483314a4d30f1c628bc5025eb761";
  private static final String OLD_ID = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  private static ReplicationInfo info(String... lines) {
    return RedisInfo.parse("# Replication\r\n" + String.join("\r\n", lines)).replication();
  }

  @Test
  public void aReaderOfTheStreamIsNoReplica() {
    ReplicationInfo source =
        info(
            "role:master",
            "connected_slaves:3",
            "slave0:ip=dyno-warmup-journal,port=0,state=online,offset=14,lag=0",
            "slave1:ip=10.0.0.9,port=6379,state=online,offset=14,lag=0",
            "slave2:ip=dyno-warmup-journal,port=0,state=online,offset=14,lag=0");
    assertEquals(1, source.connectedReplicas());
    assertEquals(1, source.replicas().size());
    assertEquals("10.0.0.9:6379", source.replicas().get(0).address());
  }

  private static ReplicationInfo backlog(long first, long offset) {
    return info(
        "role:master",
        "master_replid:" + ID,
        "master_replid2:" + OLD_ID,
        "second_repl_offset:501",
        "master_repl_offset:" + offset,
        "repl_backlog_active:1",
        "repl_backlog_first_byte_offset:" + first);
  }

  @Test
  public void aStreamContinuesWithinTheBacklogOnly() {
    assertTrue(backlog(101, 1_000).canContinue(ID, 100));
    assertTrue(backlog(101, 1_000).canContinue(ID, 1_000));
    assertFalse(backlog(102, 1_000).canContinue(ID, 100));
    assertFalse(backlog(101, 1_000).canContinue(ID, 1_001));
    assertFalse(backlog(101, 1_000).canContinue("", 500));
    assertFalse(backlog(101, 1_000).canContinue("x", 500));
  }

  @Test
  public void aPromotedServerContinuesItsFormerMasterUpToThePromotion() {
    assertTrue(backlog(101, 1_000).canContinue(OLD_ID, 500));
    assertFalse(backlog(101, 1_000).canContinue(OLD_ID, 501));
  }

  @Test
  public void aServerWithoutABacklogContinuesNothing() {
    assertFalse(
        info("master_replid:" + ID, "master_repl_offset:0", "repl_backlog_active:0")
            .canContinue(ID, 0));
  }
}
