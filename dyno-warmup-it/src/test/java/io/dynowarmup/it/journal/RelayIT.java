// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.jedis.JedisConnector;
import io.dynowarmup.redis.relay.Correction;
import io.dynowarmup.redis.relay.Corrections;
import io.dynowarmup.redis.relay.Relay;
import io.dynowarmup.time.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** A running master with data of its own is attached to the stream of another one. */
public class RelayIT extends TwoRedises {
  private Relay relay;
  private long begin;
  private String id;
  private String syncs;
  private String forks;

  public RelayIT(RedisBinary binary) {
    super(binary);
  }

  /** Two masters that hold the same, the local one with more bytes in its own stream. */
  @Before
  public void twoMasters() {
    replicate();
    run(local, "SLAVEOF NO ONE");
    for (int i = 0; i < 50; i++) {
      run(local, "SET only:here " + i);
    }
    run(local, "DEL only:here");
    begin = offset(source);
    id = source.info("replication", "master_replid");
    syncs = source.info("stats", "sync_full");
    forks = source.info("stats", "total_forks");
  }

  @After
  public void end() {
    if (relay != null) {
      relay.close();
    }
  }

  private void attach(String replid, long offset, Corrections corrections) {
    attach(replid, offset, corrections, null);
  }

  private void attach(String replid, long offset, Corrections corrections, String password) {
    JedisConnector connector = new JedisConnector(Ticker.system());
    relay =
        Relay.open(
            (announced, of, from) ->
                connector.streamOf(
                    announced,
                    new Endpoint(source.host(), source.port()),
                    RedisAccess.plain(20_000),
                    of,
                    from),
            replid,
            offset,
            corrections);
    run(local, "CONFIG SET masterauth " + (password == null ? relay.password() : password));
    run(local, "SLAVEOF 127.0.0.1 " + relay.endpoint().port());
  }

  private void write(int from, int to) {
    for (int i = from; i < to; i++) {
      run(source, "INCR counter");
      run(source, "RPUSH list " + i);
      run(source, "SET key:" + i + " " + i + " EX 1000");
    }
  }

  private void awaitArrival() {
    Await.until(
        "all to be here",
        LIMIT,
        () ->
            relay.isStreaming()
                && "up".equals(local.info("replication", "master_link_status"))
                && relay.ofSource(offset(local)) == offset(source));
  }

  private static String value(RedisServer server, String key) {
    try (Jedis jedis = server.client()) {
      return jedis.type(key).equals("list") ? jedis.lrange(key, 0, -1).toString() : jedis.get(key);
    }
  }

  private void assertEqualData() {
    assertEquals(value(source, "list"), value(local, "list"));
    assertEquals(value(source, "counter"), value(local, "counter"));
    try (Jedis here = local.client();
        Jedis there = source.client()) {
      assertEquals(there.dbSize(), here.dbSize());
    }
  }

  @Test
  public void aMasterWithItsDataContinuesTheStreamOfAnotherOne() {
    write(0, 20);
    attach(id, begin, Optional::empty);
    awaitArrival();
    long distance = offset(local) - offset(source);
    write(20, 200);
    awaitArrival();

    assertEquals("a constant", distance, offset(local) - offset(source));
    assertTrue("the local Redis had its own offset", distance != 0);
    assertEqualData();
    assertEquals(syncs, source.info("stats", "sync_full"));
    assertEquals(forks, source.info("stats", "total_forks"));
    assertEquals("0", local.info("persistence", "loading"));
    String line = source.info("replication", "slave0");
    assertTrue(line, line.contains("port=" + local.port()) && line.contains("state=online"));
    Await.until(
        "the acknowledgement",
        LIMIT,
        () -> source.info("replication", "slave0").contains("offset=" + offset(source)));
  }

  /** Redis that is detached keeps its data, and the source does not list it any more. */
  @Test
  public void afterTheDetachNothingIsLeft() {
    attach(id, begin, Optional::empty);
    write(0, 5);
    awaitArrival();
    run(local, "SLAVEOF NO ONE");
    Await.until("the end of the relay", LIMIT, () -> relay.ended().isPresent());
    Await.until(
        "the source to forget it",
        LIMIT,
        () -> "0".equals(source.info("replication", "connected_slaves")));
    assertEqualData();
  }

  @Test
  public void aStreamThatDoesNotReachBackLeavesTheLocalRedisAsItIs() {
    write(0, 5);
    try (Jedis jedis = local.client()) {
      jedis.set("mine", "1");
    }
    String other = id.replace(id.charAt(0), id.charAt(0) == 'a' ? 'b' : 'a');
    attach(other, begin, Optional::empty);
    Await.until("the end of the relay", LIMIT, () -> relay.ended().isPresent());
    String why = relay.ended().orElse("");
    assertTrue(why, why.contains("cannot continue its replication stream"));
    run(local, "SLAVEOF NO ONE");
    assertEquals("1", value(local, "mine"));
    Await.until(
        "the source to forget it",
        LIMIT,
        () -> "0".equals(source.info("replication", "connected_slaves")));
  }

  @Test
  public void aRedisWithoutThePasswordIsNotServed() {
    attach(id, begin, Optional::empty);
    relay.close();
    run(local, "SLAVEOF NO ONE");
    run(local, "SET mine 1");
    attach(id, begin, Optional::empty, "wrong");
    Await.until("the end of the relay", LIMIT, () -> relay.ended().isPresent());
    assertEquals("1", value(local, "mine"));
    assertEquals("0", source.info("replication", "connected_slaves"));
  }

  /** Each correction arrives behind exactly the writes of its offset. */
  @Test
  public void correctionsAreInsertedAtTheirOffset() {
    write(0, 20);
    int[] made = {0};
    attach(
        id,
        begin,
        () -> {
          if (made[0] == 20) {
            return Optional.empty();
          }
          run(source, "RPUSH marks behind:" + made[0]);
          long offset = offset(source);
          run(source, "RPUSH marks after:" + made[0]);
          String mark = "here:" + made[0]++;
          String command =
              "*3\r\n$5\r\nRPUSH\r\n$5\r\nmarks\r\n$" + mark.length() + "\r\n" + mark + "\r\n";
          return Optional.of(new Correction(offset, command.getBytes(StandardCharsets.US_ASCII)));
        });
    Await.until("all corrections", LIMIT, () -> relay.isCorrected());
    write(20, 40);
    awaitArrival();

    assertEqualData();
    StringBuilder wanted = new StringBuilder("[");
    for (int i = 0; i < 20; i++) {
      wanted.append(i == 0 ? "" : ", ");
      wanted.append("behind:" + i + ", here:" + i + ", after:" + i);
    }
    assertEquals(wanted + "]", value(local, "marks"));
    assertEquals(offset(source), relay.ofSource(relay.ofReplica(offset(source))));
  }
}
