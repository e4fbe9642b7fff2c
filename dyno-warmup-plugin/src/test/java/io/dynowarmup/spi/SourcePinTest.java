// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;
import org.junit.Test;

public class SourcePinTest {
  private static RedisInfo info(String runId, String replid, long keys, long expired) {
    return RedisInfo.parse(
        "run_id:"
            + runId
            + "\nmaster_replid:"
            + replid
            + "\nexpired_keys:"
            + expired
            + "\nevicted_keys:0\n"
            + (keys > 0 ? "db0:keys=" + keys + ",expires=0,avg_ttl=0\n" : ""));
  }

  private static RedisInfo info(long keys, long expired) {
    return info("run", "id", keys, expired);
  }

  private final SourcePin pin = SourcePin.of("rack1", info(100, 7));

  private WarmupException refused(RedisInfo info) {
    return assertThrows(WarmupException.class, () -> pin.check(info));
  }

  @Test
  public void anotherProcessAtTheSameAddressIsAnotherSource() {
    WarmupException e = refused(info("other", "otherid", 0, 0));

    assertEquals(Reason.SOURCE_FAILED, e.reason());
    assertEquals(
        "rack1 was restarted: its run_id was run and is other; it held 100 keys and holds 0",
        e.getMessage());
  }

  @Test
  public void keysThatLeaveDatabase0AreLostBecauseDynomiteServesNoOther() {
    RedisInfo swapped =
        RedisInfo.parse("run_id:run\nmaster_replid:id\nexpired_keys:7\ndb1:keys=100,expires=0");

    assertEquals(100, pin.lost(swapped));
    WarmupException e = refused(swapped);
    assertEquals(Reason.SOURCE_EMPTIED, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("only 0 of them in database 0"));
  }

  @Test
  public void countersThatWereResetExplainWhatExpiredSince() {
    SourcePin busy = SourcePin.of("rack1", info(100, 5_000));
    assertEquals(10, busy.lost(info(40, 50)));
    assertFalse(busy.evicted(info(40, 60)));
    busy.check(info(40, 60));
    assertEquals(0, busy.lost(info(40, 60)));
  }

  @Test
  public void aQuarterOfTheKeysInDatabase0IsTooMany() {
    SourcePin two =
        SourcePin.of("rack1", RedisInfo.parse("run_id:run\ndb0:keys=100\ndb1:keys=900"));

    assertFalse(two.hasLostTooMany(RedisInfo.parse("run_id:run\ndb0:keys=75\ndb1:keys=900")));
    assertTrue(two.hasLostTooMany(RedisInfo.parse("run_id:run\ndb0:keys=74\ndb1:keys=926")));
    assertTrue(two.hasLostTooMany(RedisInfo.parse("run_id:run\ndb0:keys=100\ndb1:keys=600")));
    assertFalse(
        two.hasLostTooMany(
            RedisInfo.parse("run_id:run\nexpired_keys:50\ndb0:keys=74\ndb1:keys=900")));
  }

  /** A file keeps no counts of expired keys: what expired before explains nothing. */
  @Test
  public void whatExpiredBeforeARunWasKilledExplainsNoLoss() {
    SourcePin parsed = SourcePin.parse("rack1", "1000000 run id").get();

    SourcePin again = parsed.again(info(400_000, 700_000));

    assertEquals(600_000, again.lost(info(400_000, 700_000)));
  }

  @Test
  public void aProcessThatContinuesTheHistoryOfTheSourceIsNotForeign() {
    assertFalse(pin.isForeign(info("run", "otherid", 100, 7)));
    assertTrue(pin.isForeign(info("other", "otherid", 100, 7)));
    RedisInfo continued = RedisInfo.parse("run_id:other\nmaster_replid:new\nmaster_replid2:id");
    assertFalse(pin.isForeign(continued));
  }

  /** A master takes a new replication id when its first replica connects. */
  @Test
  public void anotherReplicationIdIsNoneUntilTheStreamFlows() {
    pin.check(info("run", "id2", 100, 7));
    pin.streams("id");
    pin.check(info("run", "id3", 100, 7));
  }

  @Test
  public void afterwardsItIsInTheSectionReplicationAlone() {
    pin.streams("id");
    WarmupException e = refused(RedisInfo.parse("role:master\nmaster_replid:other"));

    assertEquals(Reason.SOURCE_FAILED, e.reason());
    assertEquals("rack1 has another replication id: it was id and is other", e.getMessage());
  }

  @Test
  public void whatIsNotReportedIsNoDifference() {
    pin.check(RedisInfo.parse("role:master"));
    new SourcePin("rack1", "", "", 0).check(info("any", "any", 5, 0));
  }

  @Test
  public void oneThatLosesHalfOfItsKeysIsTheSameStill() {
    pin.check(info(120, 7));
    pin.check(info(60, 7));
  }

  @Test
  public void oneThatLosesMoreHasLostItsKeys() {
    pin.check(info(120, 7));

    WarmupException e = refused(info(59, 7));

    assertEquals(Reason.SOURCE_EMPTIED, e.reason());
    assertTrue(
        e.getMessage(), e.getMessage().contains("holds 59 keys, fewer than half of the 120"));
    assertTrue(e.getMessage(), e.getMessage().contains("it has lost 61 keys; nothing more"));
  }

  /** Clients of a small data set may delete half of it at any time. */
  @Test
  public void aFewKeysAreNoLoss() {
    SourcePin small = new SourcePin("rack1", "", "", 18);
    small.check(info(18, 7));
    small.check(info(2, 7));
    assertThrows(WarmupException.class, () -> small.check(info(0, 7)));
  }

  /** As at the launch of a cluster, where all nodes are warmed. */
  @Test
  public void markersOfAnEmptySourceAreNoLoss() {
    SourcePin empty = new SourcePin("rack1", "", "", 0);
    empty.check(info(4, 7));
    empty.check(info(0, 7));
    empty.check(info(5, 7));
    assertThrows(WarmupException.class, () -> empty.check(info(0, 7)));
  }

  @Test
  public void oneThatHoldsNoKeysWasEmptied() {
    pin.check(info(120, 7));

    WarmupException e = refused(info(0, 7));

    assertTrue(e.getMessage(), e.getMessage().contains("it was emptied; nothing more"));
  }

  @Test
  public void keysThatExpireAreNoLoss() {
    pin.check(info(10, 97));

    assertEquals(0, pin.lost(info(10, 97)));
  }

  /** Otherwise these expiries would explain any later loss. */
  @Test
  public void whatExpiredBeforeDoesNotExplainWhatIsLostNow() {
    pin.check(info(100, 5_000));

    assertEquals(Reason.SOURCE_EMPTIED, refused(info(0, 5_000)).reason());
  }

  @Test
  public void oneThatWasEmptyAllTheTimeWasNotEmptied() {
    SourcePin empty = SourcePin.of("rack1", info(0, 0));

    empty.check(info(0, 0));
  }

  @Test
  public void aLossIsClearAboveATenth() {
    SourcePin large = SourcePin.of("rack1", info(20_000, 0));

    assertFalse(large.isClear(large.lost(info(18_000, 0))));
    assertTrue(large.isClear(large.lost(info(17_999, 0))));
    assertFalse("a few keys are traffic", pin.isClear(pin.lost(info(92, 7))));
  }

  @Test
  public void theRestartedProcessIsPinnedWithWhatTheFirstOneHeld() {
    SourcePin again = pin.again(info("other", "otherid", 40, 0));

    again.check(info("other", "otherid", 50, 0));
    assertEquals(100, again.most());
  }

  @Test
  public void keysThatExpiredBeforeTheSameProcessIsChosenAgainAreNotLost() {
    SourcePin again = pin.again(info(10, 97));

    again.check(info(10, 97));
    assertEquals(0, again.lost(info(10, 97)));
  }

  @Test
  public void survivesTheStateFile() {
    SourcePin read = SourcePin.parse("rack1", pin.text()).get();

    assertEquals(pin.toString(), read.toString());
    assertFalse(read.isSame(info("other", "id", 1, 0)));
    assertEquals(Optional.empty(), SourcePin.parse("rack1", "nonsense"));
  }
}
