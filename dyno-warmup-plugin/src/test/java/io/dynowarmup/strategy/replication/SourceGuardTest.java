// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.SourceLimits;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicaLine;
import io.dynowarmup.spi.SourcePin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class SourceGuardTest {
  private static final int OUR_PORT = 22122;

  private final SourceGuard guard =
      new SourceGuard("10.0.0.2:22122", "10.0.0.9:22122", SourceLimits.of(3, 3, 50, 90));
  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  public SourceGuardTest() {
    fields.put("run_id", "a");
    fields.put("role", "master");
    fields.put("sync_full", 7);
    fields.put("rdb_last_bgsave_status", "ok");
    fields.put("used_memory", 1_000);
    fields.put("total_system_memory", 10_000);
    fields.put("maxmemory", 0);
    fields.put("evicted_keys", 0);
    fields.put("rejected_connections", 2);
  }

  private SourceGuardTest with(String field, Object value) {
    fields.put(field, value);
    return this;
  }

  private SourceGuardTest syncs(int more) {
    return with("sync_full", 7 + more);
  }

  private SourceGuardTest replicas(String... states) {
    lines.clear();
    for (String state : states) {
      String[] s = state.split(" ");
      lines.add("ip=10.0.0.9,port=" + s[0] + ",state=" + s[1] + ",offset=0,lag=0");
    }
    return this;
  }

  private RedisInfo info() {
    StringBuilder text = new StringBuilder();
    fields.forEach((k, v) -> text.append(k).append(':').append(v).append('\n'));
    text.append("connected_slaves:").append(lines.size()).append('\n');
    for (int i = 0; i < lines.size(); i++) {
      text.append("slave").append(i).append(':').append(lines.get(i)).append('\n');
    }
    return RedisInfo.parse(text.toString());
  }

  private static Optional<ReplicaLine> ours(RedisInfo info) {
    return info.replication().replicas().stream().filter(l -> l.isAt(OUR_PORT)).findFirst();
  }

  private void begin() {
    guard.begin(info(), ours(info()));
  }

  private void check() {
    guard.check(info(), ours(info()));
  }

  private void assertLetGo(Reason reason, String... texts) {
    WarmupException e = assertThrows(WarmupException.class, this::check);
    assertEquals(reason, e.reason());
    for (String text : texts) {
      assertTrue(e.getMessage(), e.getMessage().contains(text));
    }
  }

  @Test
  public void aSyncThatGoesWellIsLeftAlone() {
    begin();
    syncs(1).replicas("22122 wait_bgsave").check();
    replicas("22122 send_bulk").with("current_cow_size", 500).check();
    replicas("22122 online").check();
  }

  @Test
  public void aSourceThatEndsTheSyncAgainAndAgainIsNotAskedForAFourthOne() {
    begin();
    for (int n = 1; n <= 3; n++) {
      syncs(n).replicas("22122 send_bulk").check();
    }
    replicas();
    assertLetGo(
        Reason.SYNC_BROKEN,
        "3 full sync",
        "source.max.syncs",
        "log of the local Redis 10.0.0.9:22122",
        "output-buffer-limit");
  }

  /** Syncs of one source count over the whole run, also those whose data has arrived. */
  @Test
  public void dataThatHadArrivedIsNotDenied() {
    SourcePin pin = new SourcePin("10.0.0.2:22122", "a", "id", 100);
    pin.streams("id");
    SourceGuard again =
        new SourceGuard("10.0.0.2:22122", "10.0.0.9:22122", SourceLimits.of(3, 3, 50, 90), pin);
    pin.syncs(info(), 3);

    WarmupException e =
        assertThrows(WarmupException.class, () -> again.begin(info(), Optional.empty()));

    assertTrue(e.getMessage(), e.getMessage().contains("after data had arrived; at most 3"));
    assertFalse(e.getMessage(), e.getMessage().contains("none has arrived"));
  }

  @Test
  public void aFourthSyncThatBeganBetweenTwoProbesIsEnded() {
    begin();
    syncs(4).replicas("22122 wait_bgsave");
    assertLetGo(Reason.SYNC_BROKEN, "4 full sync", "at most 3");
  }

  @Test
  public void noMoreThanTheMostAreAskedFor() {
    begin();
    for (int n = 0; n < 3; n++) {
      syncs(n);
      assertTrue(n + " so far", guard.allowsAnother(info(), ours(info())));
    }
    syncs(3);
    assertFalse(guard.allowsAnother(info(), ours(info())));
  }

  @Test
  public void whatASyncHasDoneToItIsSaid() {
    begin();
    syncs(1).replicas().with("rdb_last_bgsave_status", "err");
    assertLetGo(Reason.SOURCE_AT_RISK, "was ok", "stop-writes-on-bgsave-error no");
    assertTrue(guard.harm(info()).isPresent());
  }

  @Test
  public void oneThatCannotForkIsAskedOnce() {
    begin();
    syncs(1).replicas("22122 wait_bgsave").check();
    replicas().with("rdb_last_bgsave_status", "err");
    assertLetGo(Reason.SOURCE_AT_RISK, "rdb_last_bgsave_status is err", "overcommit");
  }

  @Test
  public void oneWhoseLastSnapshotFailedBeforeHasOneTry() {
    with("rdb_last_bgsave_status", "err").begin();
    syncs(1).replicas("22122 send_bulk").check();
    replicas("22122 online").check();
    replicas();
    assertLetGo(Reason.SOURCE_AT_RISK, "at most 1");
  }

  @Test
  public void theSyncsOfOthersAreNotOurs() {
    replicas("7001 online", "7002 online").begin();
    replicas("7001 online", "7002 online", "22122 wait_bgsave").syncs(1).check();
    replicas("7001 wait_bgsave", "7002 online", "22122 send_bulk").syncs(2).check();
    replicas("7001 online", "7002 wait_bgsave", "22122 send_bulk").syncs(3).check();
    replicas("7001 online", "7002 online", "22122 send_bulk", "7003 online").syncs(4).check();
    replicas("7001 send_bulk", "7002 online", "22122 send_bulk", "7003 online").syncs(5).check();
  }

  @Test
  public void aSourceThatWasRestartedCountsFromTheBeginning() {
    begin();
    syncs(3).replicas("22122 send_bulk").check();
    with("run_id", "b").with("sync_full", 1).with("evicted_keys", 5).replicas().check();
    check();
  }

  @Test
  public void whoCameLastGivesWayWhenTooManyCameAtTheSameMoment() {
    begin();
    syncs(3).replicas("1 wait_bgsave", "2 wait_bgsave", "22122 wait_bgsave").check();
    syncs(4).replicas("1 wait_bgsave", "2 wait_bgsave", "3 wait_bgsave", "22122 wait_bgsave");
    assertLetGo(Reason.SOURCE_FAILED, "serves 3 replicas", "source.max.replicas");
  }

  @Test
  public void aSyncThatHasTheBulkDoesNotGiveWayAnyMore() {
    begin();
    syncs(4).replicas("1 online", "2 online", "3 online", "22122 online").check();
  }

  @Test
  public void aSnapshotThatEatsTheMachineIsGivenUp() {
    with("used_memory_rss", 8_900).begin();
    syncs(1).replicas("22122 wait_bgsave").with("current_cow_size", 600).check();
    with("current_cow_size", 800);
    assertLetGo(Reason.SOURCE_AT_RISK, "97 %", "95 %", "source.memory.percent is 90");
  }

  @Test
  public void aSourceThatBeginsToEvictIsLetGo() {
    with("maxmemory", 1_000).begin();
    syncs(1).with("evicted_keys", 1);
    assertLetGo(Reason.SOURCE_AT_RISK, "evict", "maxmemory 1000");
  }

  @Test
  public void aCacheThatAlwaysEvictsIsASourceLikeAnyOther() {
    with("evicted_keys", 40).begin();
    syncs(1).with("evicted_keys", 4_000).check();
  }

  @Test
  public void aSourceThatRefusesClientsIsLetGo() {
    begin();
    with("rejected_connections", 3);
    assertLetGo(Reason.SOURCE_AT_RISK, "refused 1 connection", "maxclients");
  }

  @Test
  public void aServerThatReportsNothingIsNotJudged() {
    fields.clear();
    begin();
    check();
    with("rejected_connections", 3).with("evicted_keys", 9).with("sync_full", 70).check();
  }

  @Test
  public void theSyncsOfEarlierTransfersOfTheRunCount() {
    SourcePin pin = SourcePin.of("rack1", info());
    SourceGuard first = new SourceGuard("rack1", "local", SourceLimits.of(3, 2, 50, 90), pin);
    first.begin(info(), Optional.empty());
    first.check(syncs(1).replicas(OUR_PORT + " send_bulk").info(), ours(info()));
    replicas();

    pin = pin.again(info());
    SourceGuard second = new SourceGuard("rack1", "local", SourceLimits.of(3, 2, 50, 90), pin);
    second.begin(info(), Optional.empty());
    assertFalse(second.allowsAnother(syncs(2).info(), Optional.empty()));

    SourceGuard third = new SourceGuard("rack1", "local", SourceLimits.of(3, 2, 50, 90), pin);
    WarmupException e =
        assertThrows(WarmupException.class, () -> third.begin(info(), Optional.empty()));
    assertEquals(Reason.SYNC_BROKEN, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("has begun 2 full syncs for this node"));

    // another process has not sent any
    with("run_id", "b");
    third.begin(info(), Optional.empty());
  }
}
