// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;
import org.junit.Test;

public class MemoryFitTest {
  private static Optional<WarmupException> problem(Facts source, long maxMemory, String policy) {
    return MemoryFit.problem(
        source.build(), RedisInfo.parse("maxmemory:" + maxMemory + "\nmaxmemory_policy:" + policy));
  }

  @Test
  public void whatIsLargerThanTheLocalLimitDoesNotFit() {
    WarmupException e =
        problem(Facts.of("a").with("used_memory", 2_500_000), 2_000_000, "noeviction").get();
    assertEquals(Reason.DOES_NOT_FIT, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("2.5 MB (2500000 bytes)"));
    assertTrue(
        e.getMessage(), e.getMessage().contains("2.0 MB (2000000 bytes, policy noeviction)"));
    assertTrue(e.getMessage(), e.getMessage().contains("refuse writes"));
    e = problem(Facts.of("a").with("used_memory", 2_500_000), 2_000_000, "allkeys-lru").get();
    assertTrue(e.getMessage(), e.getMessage().contains("evict keys"));
  }

  @Test
  public void whatIsNotLargerFits() {
    assertFalse(
        problem(Facts.of("a").with("used_memory", 2_000_000), 2_000_000, "noeviction").isPresent());
  }

  @Test
  public void withoutALimitEverythingFits() {
    assertFalse(problem(Facts.of("a"), 0, "noeviction").isPresent());
    assertFalse(MemoryFit.problem(Facts.of("a").build(), RedisInfo.parse("")).isPresent());
  }

  @Test
  public void withoutALimitTheMachineIsTheLimit() {
    Facts source = Facts.of("a").with("used_memory", 2_500_000);
    RedisInfo local = RedisInfo.parse("maxmemory:0\ntotal_system_memory:2700000");
    WarmupException e = MemoryFit.problem(source.build(), local).get();
    assertEquals(Reason.DOES_NOT_FIT, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("has 2.7 MB (2700000 bytes)"));
    Facts twin =
        Facts.of("a").with("used_memory", 2_500_000).with("total_system_memory", 2_700_000);
    assertFalse("a machine like this one", MemoryFit.problem(twin.build(), local).isPresent());
    local = RedisInfo.parse("maxmemory:0\ntotal_system_memory:2800000");
    assertFalse(MemoryFit.problem(source.build(), local).isPresent());
  }

  @Test
  public void aFullSourceWithTheSameLimitFits() {
    Facts full = Facts.of("a").with("used_memory", 2_000_100).with("maxmemory", 2_000_000);
    assertFalse(problem(full, 2_000_000, "allkeys-lru").isPresent());
    assertTrue(problem(full, 1_999_999, "allkeys-lru").isPresent());
  }

  @Test
  public void buffersThatMaxmemoryDoesNotCountAreNotCounted() {
    Facts f =
        Facts.of("a").with("used_memory", 2_500_000).with("mem_not_counted_for_evict", 600_000);
    assertFalse(problem(f, 2_000_000, "noeviction").isPresent());
  }
}
