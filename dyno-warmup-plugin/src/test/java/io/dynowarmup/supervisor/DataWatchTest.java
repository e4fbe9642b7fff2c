// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;
import org.junit.Test;

public class DataWatchTest {
  private static final String NONE = "0000000000000000000000000000000000000000";

  private final DataWatch watch = new DataWatch();
  private WarmupStatus last = ended("1", WarmupOutcome.WARMED);

  private static WarmupStatus ended(String run, WarmupOutcome outcome) {
    return new WarmupStatus.Builder().runId(run).outcome(outcome).build();
  }

  private static RedisInfo info(String ids, int keys, String more) {
    String[] id = ids.split(" ");
    return RedisInfo.parse(
        "run_id:"
            + id[0]
            + "\nrole:master\nmaster_replid:"
            + id[1]
            + "\nmaster_replid2:"
            + id[2]
            + "\ndb0:keys="
            + keys
            + ",expires=0\n"
            + more);
  }

  private static String flushes(int calls) {
    return "cmdstat_flushall:calls=" + calls + ",usec=1\n";
  }

  private String after(RedisInfo first, RedisInfo second) {
    watch.seen(first, last);
    watch.seen(first, last);
    watch.seen(second, last);
    return watch.doubt().orElse("");
  }

  @Test
  public void aRecordedDoubtSurvivesARestartUntilARunAnswersIt() {
    watch.resume(Optional.of("flushed"), last);
    watch.seen(info("r a " + NONE, 10, ""), last);
    watch.seen(info("r a " + NONE, 10, ""), last);
    assertEquals("flushed", watch.doubt().orElse(""));
    watch.seen(info("r a " + NONE, 10, ""), ended("2", WarmupOutcome.SKIPPED));
    assertEquals("flushed", watch.doubt().orElse(""));
    watch.seen(info("r a " + NONE, 10, ""), ended("3", WarmupOutcome.WARMED));
    assertEquals("", watch.doubt().orElse(""));
  }

  @Test
  public void aSyncFromAnotherRedisIsInDoubt() {
    String doubt = after(info("r a " + NONE, 10, ""), info("r b other", 20, ""));
    assertTrue(doubt, doubt.startsWith("Redis was a replica of another Redis"));
    assertTrue(doubt, doubt.contains("held 10 keys and holds 20"));
  }

  @Test
  public void aReplicaThatNeverSyncedKeepsItsOwnFormerId() {
    assertEquals("", after(info("r a " + NONE, 10, ""), info("r b a", 10, "")));
  }

  @Test
  public void aNewIdAloneIsTheFirstReplicaOfThisRedis() {
    assertEquals("", after(info("r a " + NONE, 10, ""), info("r b " + NONE, 10, "")));
  }

  @Test
  public void aNewIdClearsTheFormerOneIfNothingWasSynced() {
    assertEquals("", after(info("r b source", 10, ""), info("r c " + NONE, 10, "")));
  }

  /** Replication has left the id of the source before the second sync, too. */
  @Test
  public void anotherSyncFromTheOwnSourceIsInDoubt() {
    String doubt = after(info("r b source", 20, ""), info("r c source", 10, ""));
    assertTrue(doubt, doubt.contains("held 20 keys and holds 10"));
  }

  @Test
  public void aReplicaInBetweenIsComparedWithTheLastMaster() {
    watch.seen(info("r a " + NONE, 10, ""), last);
    watch.seen(info("r a " + NONE, 10, ""), last);
    watch.seen(RedisInfo.parse("run_id:r\nrole:slave\nmaster_replid:other\n"), last);
    watch.seen(info("r b other", 20, ""), last);
    assertTrue(watch.doubt().isPresent());
  }

  @Test
  public void aFlushIsInDoubtHoweverManyKeysThereAreAgain() {
    String doubt = after(info("r a " + NONE, 10, ""), info("r a " + NONE, 30, flushes(1)));
    assertTrue(doubt, doubt.startsWith("FLUSHALL was sent"));
  }

  @Test
  public void aFlushOfAnEmptyRedisIsNone() {
    assertEquals(
        "", after(info("r a " + NONE, 0, flushes(1)), info("r a " + NONE, 30, flushes(2))));
  }

  @Test
  public void countersThatWereResetAreNone() {
    assertEquals("", after(info("r a " + NONE, 9, flushes(7)), info("r a " + NONE, 9, "")));
  }

  @Test
  public void anotherProcessHasDataOfItsOwn() {
    assertEquals("", after(info("r a " + NONE, 9, ""), info("s b other", 9, flushes(1))));
  }

  @Test
  public void whatARunOfAnotherProcessChangedIsKnown() {
    String record =
        "dyno_warmup_record:"
            + NodeRecord.of(NodeRecord.State.WARM, "dc/rack1", "r", 1, "", "").text()
            + "\n";
    assertEquals("", after(info("r a " + NONE, 9, ""), info("r b other", 9, record)));
  }

  @Test
  public void aRunEndsTheDoubtUnlessItWasSkipped() {
    RedisInfo flushed = info("r a " + NONE, 30, flushes(1));
    after(info("r a " + NONE, 10, ""), flushed);
    watch.seen(flushed, ended("2", WarmupOutcome.SKIPPED));
    assertTrue(watch.doubt().isPresent());
    watch.seen(info("r c source", 30, flushes(2)), ended("3", WarmupOutcome.WARMED));
    assertEquals(Optional.empty(), watch.doubt());
  }

  private static WarmupStatus left(String run, long keys) {
    return ended(run, WarmupOutcome.WARMED).toBuilder().keys(keys).build();
  }

  /** Nothing was probed between the end of the run and the flush. */
  @Test
  public void aFlushBeforeTheFirstProbeAfterARunIsInDoubt() {
    watch.seen(info("r a " + NONE, 0, flushes(1)), left("1", 10));
    assertEquals(
        "FLUSHALL was sent to Redis since the end of run 1: it held 10 keys and holds 0",
        watch.doubt().orElse("").replaceFirst("\\. Nothing.*", ""));
  }

  /** The run has dropped the old keys itself. */
  @Test
  public void theFlushOfARunIsKnown() {
    watch.seen(info("r a " + NONE, 8, ""), left("1", 8));
    watch.seen(info("r b source", 9, flushes(1)), left("2", 10));
    assertEquals(Optional.empty(), watch.doubt());
  }

  @Test
  public void keysThatExpireAfterARunAreNone() {
    watch.seen(info("r a " + NONE, 8, flushes(1)), left("1", 8));
    watch.seen(info("r b source", 1, flushes(1)), left("2", 10));
    assertEquals(Optional.empty(), watch.doubt());
  }

  private void flushed() {
    after(info("r a " + NONE, 10, ""), info("r a " + NONE, 0, flushes(1)));
    assertTrue(watch.doubt().isPresent());
  }

  /** For example because no source answered. The data is as it was. */
  @Test
  public void aRunThatFailedBeforeItChangedAnythingLeavesTheDoubt() {
    flushed();
    watch.seen(info("r a " + NONE, 0, flushes(1)), ended("2", WarmupOutcome.FAILED));
    assertTrue(watch.doubt().isPresent());
  }

  @Test
  public void aRunThatLeftTheNodeColdSaysSoItself() {
    flushed();
    WarmupStatus cold =
        new WarmupStatus.Builder()
            .runId("2")
            .outcome(WarmupOutcome.FAILED)
            .coldAndServing(true)
            .build();
    watch.seen(info("r a " + NONE, 0, flushes(1)), cold);
    assertEquals(Optional.empty(), watch.doubt());
  }

  @Test
  public void aRestartDoesNotBringTheDataBack() {
    flushed();
    watch.seen(info("s b " + NONE, 3, ""), last);
    assertTrue(watch.doubt().isPresent());
    watch.seen(info("s b " + NONE, 3, record("s", "")), last);
    assertTrue("the watch confirms a record", watch.doubt().isPresent());
  }

  @Test
  public void aRunOfAnotherProcessEndsTheDoubt() {
    flushed();
    watch.seen(info("r b source", 10, record("r", "replication")), last);
    assertEquals(Optional.empty(), watch.doubt());
  }

  private static String record(String runId, String way) {
    return "dyno_warmup_record:"
        + NodeRecord.of(NodeRecord.State.WARM, "dc/rack1", runId, 1, way, "").text()
        + "\n";
  }
}
