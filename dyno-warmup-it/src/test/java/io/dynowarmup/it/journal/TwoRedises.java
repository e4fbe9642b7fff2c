// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.journal;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.journal.BacklogOpener;
import io.dynowarmup.journal.Findings;
import io.dynowarmup.journal.Journal;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.jedis.JedisConnector;
import io.dynowarmup.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** A source and its replica, with journals of both. */
@RunWith(Parameterized.class)
public abstract class TwoRedises {
  static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String MARKER = "__dyno_warmup:marker:1";

  final RedisServer source;
  final RedisServer local;
  private final List<Journal> journals = new ArrayList<>();
  private int cut;

  TwoRedises(RedisBinary binary) {
    source = RedisServer.builder(binary).build();
    local = RedisServer.builder(binary).build();
  }

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return RedisBinary.all();
  }

  @Before
  public void start() {
    source.start();
    local.start();
  }

  @After
  public void close() {
    journals.forEach(Journal::close);
    source.close();
    local.close();
  }

  void replicate() {
    run(source, "SET here 1");
    run(local, "SLAVEOF " + source.host() + " " + source.port());
    Await.until(
        "the replica to be in the stream",
        LIMIT,
        () ->
            "up".equals(local.info("replication", "master_link_status"))
                && offset(local) == offset(source));
  }

  static long offset(RedisServer server) {
    return Long.parseLong(server.info("replication", "master_repl_offset"));
  }

  Journal journal(RedisServer server, RedisAccess access, long offset) {
    Journal opened =
        Journal.open(
            server.toString(),
            new BacklogOpener(
                new JedisConnector(Ticker.system()),
                new Endpoint(server.host(), server.port()),
                access),
            Ticker.system(),
            server.info("replication", "master_replid"),
            offset);
    journals.add(opened);
    return opened;
  }

  Journal journal(RedisServer server, long offset) {
    return journal(server, RedisAccess.plain(20_000), offset);
  }

  /** Sends a command whose words are separated by blanks. */
  static void run(RedisServer server, String command) {
    String[] words = command.split(" ");
    String[] arguments = new String[words.length - 1];
    System.arraycopy(words, 1, arguments, 0, arguments.length);
    try (Jedis jedis = server.client()) {
      jedis.sendCommand(() -> words[0].getBytes(Protocol.CHARSET), arguments);
    }
  }

  /** Takes cuts at both sides, which no client writes to, until enough of them agree. */
  Findings compare(Journal there, Journal here, boolean promoted) {
    Findings findings = new Findings();
    for (int i = 0; i < Findings.AGREEING; i++) {
      String value = "cut" + ++cut;
      there.expect(Collections.singletonMap(MARKER, value));
      here.expect(Collections.singletonMap(MARKER, value));
      run(source, "SET " + MARKER + " " + value + " PX 10000");
      if (promoted) {
        run(local, "SET " + MARKER + " " + value + " PX 10000");
      }
      Await.until("the cut", LIMIT, () -> there.read() & here.read() || isInDoubt(there, here));
      findings.add(there, here);
    }
    return findings;
  }

  private static boolean isInDoubt(Journal there, Journal here) {
    return there.doubt().isPresent() || here.doubt().isPresent();
  }
}
