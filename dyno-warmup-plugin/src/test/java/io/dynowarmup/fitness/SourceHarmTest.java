// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fitness;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.Test;

public class SourceHarmTest {
  private static final RedisInfo OK =
      RedisInfo.parse("rdb_last_bgsave_status:ok\nrdb_last_bgsave_time_sec:-1");
  private static final RedisInfo FAILED = RedisInfo.parse("rdb_last_bgsave_status:err");

  private static Optional<String> doubt(String diskless, String stops, String save) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("repl-diskless-sync", diskless);
    settings.put("stop-writes-on-bgsave-error", stops);
    settings.put("save", save);
    return SourceHarm.doubt(
        new ServerFacts(OK, OptionalInt.empty(), settings, Collections.emptyMap()));
  }

  @Test
  public void onlyAllThreeTogetherDoHarm() {
    assertTrue(doubt("no", "yes", "3600 1").isPresent());
    assertFalse(doubt("yes", "yes", "3600 1").isPresent());
    assertFalse(doubt("no", "no", "3600 1").isPresent());
    assertFalse(doubt("no", "yes", "").isPresent());
    assertFalse("not told", SourceHarm.doubt(ServerFacts.of(OK)).isPresent());
  }

  private static boolean doubted(String more) {
    return SourceHarm.doubt(ServerFacts.of(RedisInfo.parse("rdb_last_bgsave_time_sec:-1\n" + more)))
        .isPresent();
  }

  @Test
  public void anOlderServerIsDoubtedByItsDefaultsIfItsSettingsCannotBeRead() {
    assertTrue(doubted("redis_version:6.2.6\nuptime_in_seconds:3600"));
    assertFalse(
        "it has no save points",
        doubted("redis_version:6.2.6\nuptime_in_seconds:3601\nrdb_changes_since_last_save:1"));
    assertFalse(doubted("redis_version:7.0.15\nuptime_in_seconds:10"));
    assertFalse(
        "it has saved",
        doubted("redis_version:6.2.6\nuptime_in_seconds:10\nrdb_last_bgsave_time_sec:0"));
  }

  @Test
  public void whatHappenedIsSaidWithTheWayToUndoIt() {
    assertEquals(Optional.empty(), SourceHarm.done("r2", OK, OK));
    assertEquals("it was so before", Optional.empty(), SourceHarm.done("r2", FAILED, FAILED));
    String text = SourceHarm.done("r2", OK, FAILED).get();
    assertTrue(text, text.contains("stop-writes-on-bgsave-error no"));
  }
}
