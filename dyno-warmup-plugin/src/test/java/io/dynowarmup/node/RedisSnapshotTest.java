// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;
import org.junit.Test;

public class RedisSnapshotTest {
  private static final Optional<String> NOTHING = Optional.empty();

  private static RedisInfo redis(long keys, boolean appends, long unsaved) {
    return RedisInfo.parse(
        "run_id:x\naof_enabled:"
            + (appends ? 1 : 0)
            + "\nrdb_changes_since_last_save:"
            + unsaved
            + (keys == 0 ? "" : "\ndb0:keys=" + keys));
  }

  private static Optional<String> lost(RedisInfo before, RedisInfo now) {
    return RedisSnapshot.of(before).lostBy(now);
  }

  private static void assertSays(String text, Optional<String> lost) {
    assertTrue(lost.toString(), lost.isPresent() && lost.get().contains(text));
  }

  @Test
  public void anEmptyOneHasLostAll() {
    assertSays("it had held 7 keys", lost(redis(7, true, 0), redis(0, true, 0)));
    assertSays("it came back empty", RedisSnapshot.ofUnknownContent("y").lostBy(redis(0, true, 0)));
  }

  @Test
  public void oneThatWasEmptyHasNothingToLose() {
    assertEquals(NOTHING, lost(redis(0, false, 3), redis(0, false, 0)));
  }

  @Test
  public void withAnAppendOnlyFileItHasItsData() {
    assertEquals(NOTHING, lost(redis(7, true, 3), redis(7, true, 0)));
    assertEquals(NOTHING, RedisSnapshot.ofUnknownContent("y").lostBy(redis(7, true, 0)));
  }

  @Test
  public void anAppendOnlyFileThatWasCutShortIsNotItsData() {
    assertSays(
        "it came back with 2000 keys; it had held 20000 that do not expire",
        lost(redis(20_000, true, 3), redis(2_000, true, 0)));
    assertSays("18", lost(redis(18, true, 0), redis(1, true, 0)));
    assertEquals("a tenth", NOTHING, lost(redis(20_000, true, 3), redis(18_000, true, 0)));
    assertEquals("a few", NOTHING, lost(redis(17, true, 3), redis(1, true, 0)));
    RedisInfo expiring = RedisInfo.parse("run_id:x\naof_enabled:1\ndb0:keys=20000,expires=19000");
    assertEquals("may have expired", NOTHING, lost(expiring, redis(1_000, true, 0)));
  }

  @Test
  public void anAppendOnlyFileThatIsNewSaysNothing() {
    assertSays("3 changes", lost(redis(7, false, 3), redis(7, true, 0)));
  }

  @Test
  public void anOldDumpIsNotItsDataUnlessNothingHadChanged() {
    assertSays(
        "6 keys of an earlier time: when it was last seen, it had not saved 3 changes",
        lost(redis(7, false, 3), redis(6, false, 0)));
    assertEquals(NOTHING, lost(redis(7, false, 0), redis(7, false, 0)));
    assertSays(
        "of an earlier time", RedisSnapshot.ofUnknownContent("y").lostBy(redis(7, false, 0)));
  }
}
