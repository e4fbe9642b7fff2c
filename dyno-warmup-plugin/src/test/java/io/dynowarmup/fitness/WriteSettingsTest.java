// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fitness;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.Test;

public class WriteSettingsTest {
  private final Map<String, String> settings = new LinkedHashMap<>();

  public WriteSettingsTest() {
    settings.put("min-slaves-to-write", "0");
    settings.put("min-slaves-max-lag", "10");
    settings.put("stop-writes-on-bgsave-error", "yes");
    settings.put("save", "3600 1");
  }

  private Optional<WarmupException> problem(String... info) {
    return WriteSettings.problem(
        "10.0.0.1:22122",
        new ServerFacts(
            RedisInfo.parse(String.join("\n", info)),
            OptionalInt.empty(),
            settings,
            Collections.emptyMap()));
  }

  private static void assertRefuses(String what, Optional<WarmupException> problem) {
    assertEquals(Reason.REFUSES_WRITES, problem.get().reason());
    assertTrue(problem.get().getMessage(), problem.get().getMessage().contains(what));
    assertTrue(problem.get().reason().refusesWrites());
  }

  @Test
  public void aHealthyOneTakesWrites() {
    assertFalse(problem("rdb_last_bgsave_status:ok", "maxmemory:0").isPresent());
  }

  @Test
  public void moreReplicasThanThereAre() {
    settings.put("min-slaves-to-write", "2");
    assertRefuses("min-replicas-to-write", problem("min_slaves_good_slaves:1"));
    assertFalse(problem("min_slaves_good_slaves:2").isPresent());
    settings.put("min-slaves-max-lag", "0");
    assertFalse("then they are not counted", problem().isPresent());
  }

  @Test
  public void aFailedSnapshotOnlyWhereThatStopsWrites() {
    String failed = "rdb_last_bgsave_status:err";
    assertRefuses("rdb_last_bgsave_status err", problem(failed));
    settings.put("save", "");
    assertFalse(problem(failed).isPresent());
    settings.put("save", "60 1");
    settings.put("stop-writes-on-bgsave-error", "no");
    assertFalse(problem(failed).isPresent());
  }

  @Test
  public void aFailedAof() {
    assertRefuses("AOF", problem("aof_enabled:1", "aof_last_write_status:err"));
    assertFalse(problem("aof_enabled:0", "aof_last_write_status:err").isPresent());
  }

  @Test
  public void memoryIsUsedUpAndNothingIsEvicted() {
    String[] full = {"maxmemory:100", "used_memory:101", "maxmemory_policy:noeviction"};
    assertEquals(Reason.OUT_OF_MEMORY, problem(full).get().reason());
    full[2] = "maxmemory_policy:allkeys-lru";
    assertFalse(problem(full).isPresent());
  }
}
