// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.config.SourceLimits;
import io.dynowarmup.fuzz.Fuzz;
import io.dynowarmup.fuzz.Mutation;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicaLine;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.MemoryFit;
import io.dynowarmup.source.SourceRanking;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.rule.RankingRules;
import io.dynowarmup.sync.digest.KeySizes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.Test;

/** Tests that no parser of INFO fails and no number becomes absurd, whatever a Redis answers. */
public class InfoFuzzTest {
  private static final String[] WORDS = {
    "role:master",
    "role:slave",
    "role:",
    "connected_slaves:",
    "slave0:",
    "slave9999:",
    "slave0:ip=127.0.0.1,port=7902,state=online,offset=",
    "ip=",
    "port=",
    "state=wait_bgsave",
    "master_link_status:up",
    "master_sync_in_progress:1",
    "master_sync_total_bytes:",
    "master_sync_read_bytes:",
    "loading:1",
    "loading_total_bytes:",
    "loading_loaded_bytes:",
    "loading_eta_seconds:",
    "used_memory:",
    "used_memory_rss:",
    "total_system_memory:",
    "current_cow_size:",
    "maxmemory:",
    "sync_full:",
    "evicted_keys:",
    "rejected_connections:",
    "rdb_last_bgsave_status:err",
    "run_id:",
    "db0:keys=",
    "db7:keys=999999999999999999,",
    "db:",
    "uptime_in_seconds:",
    "latest_fork_usec:",
    "slave_repl_offset:",
    "master_repl_offset:",
    "master_replid:",
    "# Replication",
    ":",
    ",",
    "=",
    "\r",
    "\u0000"
  };

  private static Mutation inputs() throws Exception {
    return Mutation.of(
        Arrays.asList(
            "/redis-info/master.txt", "/redis-info/replica.txt", "/redis-info/waiting.txt"),
        WORDS);
  }

  private static Peer peer(int i) {
    return Peer.of(
        new Endpoint("10.0.0." + i, 22122),
        new Endpoint("10.0.0." + i, 8101),
        "rack" + i,
        "dc",
        Collections.singletonList(1L));
  }

  @Test
  public void anInfoOfRedisIsRead() throws Exception {
    Mutation inputs = inputs();
    List<RedisInfo> before = new ArrayList<>();
    Fuzz.run(
        "INFO",
        inputs,
        (input, random) -> {
          RedisInfo info = RedisInfo.parse(new String(input, StandardCharsets.UTF_8));
          before.add(info);
          if (before.size() > 5) {
            before.remove(0);
          }
          read(info);
          rank(before, random);
          RedisInfo other = before.get(random.nextInt(before.size()));
          watch(other, info);
          progress(other, info);
        });
  }

  private static void read(RedisInfo info) {
    assertTrue("keys " + info.keys(), info.keys() >= 0);
    ReplicationInfo r = info.replication();
    assertTrue("port " + r.masterPort(), r.masterPort().orElse(0) <= 65_535);
    assertTrue(r.replicas().size() <= 10_008);
    assertNotNull(r.masterHost() + r.role() + r.replid());
    for (ReplicaLine line : r.replicas()) {
      assertTrue(line.address(), line.address().matches(".*:(\\d{1,5}|\\?)"));
    }
  }

  private static void rank(List<RedisInfo> infos, Random random) {
    List<PeerFacts> facts = new ArrayList<>();
    for (int i = 0; i < infos.size(); i++) {
      facts.add(PeerFacts.of(peer(i), infos.get(i)));
    }
    RankingRules rules =
        RankingRules.of(random.nextInt(100), random.nextBoolean(), 3, Collections.emptyMap())
            .withMaxMemoryPercent(90);
    List<Candidate> ranked = new SourceRanking(random).rank(facts, rules);
    assertEquals(facts.size(), ranked.size());
    for (Candidate c : ranked) {
      assertTrue(c.toString(), !c.eligible() || c.facts().isMaster());
      MemoryFit.problem(c.facts(), infos.get(0));
    }
  }

  private static void watch(RedisInfo before, RedisInfo now) {
    SourceGuard guard = new SourceGuard("10.0.0.2:22122", "local", SourceLimits.of(3, 3, 50, 90));
    guard.begin(before, ours(before));
    guard.check(now, ours(now));
  }

  private static Optional<ReplicaLine> ours(RedisInfo info) {
    return info.replication().replicas().stream().findFirst();
  }

  private static void progress(RedisInfo source, RedisInfo local) {
    SyncView view =
        new SyncView(source, local, ours(source), Optional.of(new KeySizes(50, 3_600, 850, 0)));
    assertTrue("lag " + view.lagBytes(), view.lagBytes().orElse(0) >= 0);
    Progress p = view.progress(100_000, 17, OptionalLong.of(3));
    assertNotNull(p.toString());
  }
}
