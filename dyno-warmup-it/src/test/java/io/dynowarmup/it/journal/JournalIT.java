// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.journal.Findings;
import io.dynowarmup.journal.Journal;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicaLine;
import io.dynowarmup.redis.jedis.JedisConnector;
import io.dynowarmup.time.Ticker;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** A journal reads what a real Redis has executed, and costs it no fork. */
public class JournalIT extends TwoRedises {
  public JournalIT(RedisBinary binary) {
    super(binary);
  }

  @Test
  public void itCountsOverThePromotionOfAReplica() {
    replicate();
    String forks = source.info("stats", "total_forks");
    String syncs = source.info("stats", "sync_full");
    long begin = offset(local);
    Journal there = journal(source, begin);
    Journal here = journal(local, begin);
    for (int i = 0; i < 20; i++) {
      run(source, "INCR twice");
      run(source, "HINCRBY hash field 2");
      run(source, "INCR once");
      run(source, "RPUSH list " + i);
    }
    Await.until("the stream", LIMIT, () -> offset(local) == offset(source));
    there.read();
    here.read();
    run(local, "SLAVEOF NO ONE");
    for (int i = 0; i < 5; i++) {
      run(local, "INCR twice");
      run(local, "HINCRBY hash field 2");
    }
    run(local, "RPUSH list 19");
    run(source, "INCR missing");
    run(local, "SET other 1");
    run(source, "SET other 1");

    Findings findings = compare(there, here, true);

    assertEquals(Optional.empty(), findings.doubt());
    assertEquals(
        "{hash={HASH_FIELD field=-10}, missing={the number=1}, twice={the number=-5}}",
        texts(findings).toString());
    assertEquals("[list]", findings.unknown().toString());
    assertEquals(2, findings.equal());
    assertEquals(forks, source.info("stats", "total_forks"));
    assertEquals(syncs, source.info("stats", "sync_full"));
  }

  private static Map<String, String> texts(Findings findings) {
    Map<String, String> texts = new TreeMap<>();
    findings.amounts().forEach((key, amounts) -> texts.put(key.toString(), amounts.toString()));
    return texts;
  }

  @Test
  public void itIsNoReplicaToThisProgramAndLeavesNoTrace() {
    replicate();
    Journal there = journal(source, offset(source));
    there.read();
    Await.until("the source to list it", LIMIT, () -> connected().equals("2"));
    try (Jedis jedis = source.client()) {
      RedisInfo info = RedisInfo.parse(jedis.info("replication"));
      assertEquals(1, info.replication().connectedReplicas());
      assertTrue(info.replication().replicas().get(0).isAt(local.port()));
      assertTrue(jedis.info("replication").contains("ip=" + ReplicaLine.JOURNAL));
    }
    there.close();
    Await.until("the source to forget it", LIMIT, () -> connected().equals("1"));
  }

  private String connected() {
    return source.info("replication", "connected_slaves");
  }

  @Test
  public void aServerThatCannotContinueIsNotMadeToFork() {
    run(source, "SET k v");
    assertRefused(source, 0);
    replicate();
    String forks = source.info("stats", "total_forks");
    assertRefused(source, offset(source) + 1);
    assertRefused(source, -1_000);
    assertEquals(forks, source.info("stats", "total_forks"));
    assertEquals("1", connected());
  }

  private void assertRefused(RedisServer server, long offset) {
    WarmupException e = assertThrows(WarmupException.class, () -> journal(server, offset));
    assertEquals(e.getMessage(), Reason.SYNC_BROKEN, e.reason());
  }

  /** If the server's state changes between the check and PSYNC, it begins a sync that is ended. */
  @Test
  public void aFullSyncThatBeginsNeverthelessIsEndedAtOnce() {
    WarmupException e =
        assertThrows(
            WarmupException.class,
            () ->
                new JedisConnector(Ticker.system())
                    .stream(
                        new Endpoint(source.host(), source.port()),
                        RedisAccess.plain(20_000),
                        String.join("", Collections.nCopies(40, "a")),
                        5));
    assertTrue(e.getMessage(), e.reason() == Reason.SYNC_BROKEN || e.reason().isTransient());
    Await.until("the source to forget it", LIMIT, () -> connected().equals("0"));
  }

  @Test
  public void anAclUserWithTheRightsOfAReplicaReads() {
    replicate();
    run(source, "ACL SETUSER reader on >secret +ping +info +psync +replconf");
    RedisAccess reader = new RedisAccess(Optional.of("reader"), Secret.of("secret"), false, 20_000);
    Journal there = journal(source, reader, offset(source));
    run(source, "INCR k");
    Await.until("the command", LIMIT, () -> offset(source) == offsetOf(there));
    run(source, "ACL SETUSER reader -psync");
    assertEquals(
        Reason.NOPERM,
        assertThrows(WarmupException.class, () -> journal(source, reader, offset(source)))
            .reason());
  }

  private static long offsetOf(Journal journal) {
    journal.read();
    return journal.offset();
  }

  @Test
  public void aStreamOfAnotherDatabaseIsReadToo() {
    replicate();
    long begin = offset(local);
    Journal there = journal(source, begin);
    Journal here = journal(local, begin);
    try (Jedis jedis = source.client()) {
      jedis.select(3);
      jedis.incr("k");
      jedis.select(0);
      jedis.incr("k");
    }
    Findings findings = compare(there, here, false);
    assertEquals(2, findings.equal());
  }

  @Test
  public void flushedDataIsInDoubt() {
    replicate();
    Journal there = journal(source, offset(source));
    run(source, "INCR k");
    run(source, "FLUSHALL");
    Await.until(
        "the doubt",
        LIMIT,
        () -> {
          there.read();
          return there.doubt().isPresent();
        });
    assertEquals(Optional.of(source + ": command FLUSHALL is unknown"), there.doubt());
    Await.until("the source to forget it", LIMIT, () -> connected().equals("1"));
  }
}
