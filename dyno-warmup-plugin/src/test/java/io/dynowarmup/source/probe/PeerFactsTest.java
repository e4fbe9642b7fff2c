// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Facts;
import java.util.OptionalLong;
import org.junit.Test;

public class PeerFactsTest {
  @Test
  public void readsWhatInfoReports() {
    PeerFacts f =
        Facts.of("a")
            .keys(7)
            .replicas(2)
            .uptime(99)
            .with("db1", "keys=3,expires=0")
            .with("run_id", "abc")
            .with("master_replid", "def")
            .with("redis_version", "7.0.15")
            .with("latest_fork_usec", "1234")
            .with("mem_not_counted_for_evict", "5")
            .build();
    assertTrue(f.answered());
    assertTrue(f.isMaster());
    assertFalse(f.loading());
    assertEquals(10, f.keys());
    assertEquals(2, f.connectedReplicas());
    assertEquals(OptionalLong.of(99), f.uptimeSeconds());
    assertEquals("abc", f.runId());
    assertEquals("def", f.info().replication().replid());
    assertEquals("7.0.15", f.info().get("redis_version").get());
    assertEquals(1234, f.latestForkMicros());
    assertEquals(OptionalLong.of(1000000), f.usedMemory());
    assertEquals(5, f.memoryNotCounted());
    assertEquals(OptionalLong.of(100000000), f.totalSystemMemory());
    assertEquals(0, f.maxMemory());
    assertTrue(f.lastBgsaveOk());
    assertEquals("7.0.15", f.info().get("redis_version").orElse(""));
  }

  @Test
  public void whatIsNotReportedIsEmpty() {
    PeerFacts f = PeerFacts.of(Facts.peer("a"), RedisInfo.parse(""));
    assertEquals(OptionalLong.empty(), f.uptimeSeconds());
    assertEquals(OptionalLong.empty(), f.usedMemory());
    assertEquals(0, f.maxMemory());
    assertEquals(0, f.keys());
    assertEquals("", f.role());
    assertEquals("", f.runId());
    assertFalse(f.isMaster());
    assertTrue(f.lastBgsaveOk());
  }

  @Test
  public void aFailureHasItsErrorAndNoFacts() {
    PeerFacts f = Facts.failed("a", Reason.NOAUTH, "requires a password");
    assertFalse(f.answered());
    assertEquals(Reason.NOAUTH, f.error().get().reason());
    assertTrue(f.toString(), f.toString().contains("NOAUTH"));
  }
}
