// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.FakeRedis;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.stream.ReplicationStream;
import io.dynowarmup.time.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class PsyncStreamTest {
  private static final String ID = "8de1787ba490483314a4d30f1c628bc5025eb761";
  private static final String NEXT_ID = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  @Rule public final Timeout limit = new Timeout(60, TimeUnit.SECONDS);
  private FakeRedis server;

  @After
  public void close() throws Exception {
    server.close();
  }

  private ReplicationStream open(RedisAccess access, FakeRedis.Script script) throws Exception {
    server = new FakeRedis(script);
    return new JedisConnector(Ticker.system()).stream(server.endpoint(), access, ID, 100);
  }

  private ReplicationStream open(FakeRedis.Script script) throws Exception {
    return open(RedisAccess.plain(20_000), script);
  }

  private static FakeRedis.Script psync(String answer) {
    return psync(answer, info(1, 1_000, 1_000_000));
  }

  /**
   * @param infos what INFO replication answers, one after the other
   */
  private static FakeRedis.Script psync(String answer, String... infos) {
    Iterator<String> next = Arrays.asList(infos).iterator();
    return (command, out, n) -> {
      if (command.startsWith("INFO")) {
        return out.bulk(next.next());
      }
      return command.startsWith("PSYNC") ? out.raw(answer) : command.contains("ACK") || out.ok();
    };
  }

  private static String info(long begin, long until, long size) {
    return String.join(
        "\r\n",
        "role:master",
        "master_replid:" + ID,
        "master_repl_offset:" + until,
        "repl_backlog_active:1",
        "repl_backlog_size:" + size,
        "repl_backlog_first_byte_offset:" + begin,
        "repl_backlog_histlen:" + (until + 1 - begin),
        "");
  }

  private static String read(ReplicationStream stream, int atLeast) {
    StringBuilder all = new StringBuilder();
    byte[] buffer = new byte[8];
    while (all.length() < atLeast) {
      int n = stream.read(buffer);
      all.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }

  @Test
  public void theStreamFollowsTheAnswerInTheSamePacket() throws Exception {
    try (ReplicationStream stream =
        open(psync("+CONTINUE " + NEXT_ID + "\r\n*1\r\n$4\r\nPING\r\n"))) {
      assertEquals(NEXT_ID, stream.replid());
      assertEquals("*1\r\n$4\r\nPING\r\n", read(stream, 14));
      assertEquals(0, stream.read(new byte[8]));
      assertEquals(
          Arrays.asList(
              "REPLCONF capa eof capa psync2",
              "REPLCONF ip-address dyno-warmup-journal",
              "INFO replication",
              "PSYNC " + ID + " 101"),
          server.commands());
    }
  }

  @Test
  public void aServerThatNamesNoIdKeepsTheOneThatWasAskedFor() throws Exception {
    try (ReplicationStream stream = open(psync("+CONTINUE\r\n"))) {
      assertEquals(ID, stream.replid());
    }
  }

  @Test
  public void acknowledgementsAreNotAnswered() throws Exception {
    CountDownLatch acknowledged = new CountDownLatch(1);
    try (ReplicationStream stream =
        open(
            (command, out, n) -> {
              if (command.equals("REPLCONF ACK 114")) {
                acknowledged.countDown();
                return out.raw("*1\r\n");
              }
              return psync("+CONTINUE\r\n").answer(command, out, n);
            })) {
      stream.acknowledge(114);
      assertTrue(acknowledged.await(20, TimeUnit.SECONDS));
      assertEquals("*1\r\n", read(stream, 4));
    }
  }

  @Test
  public void aFullSyncIsNotLeftTheTimeToBegin() throws Exception {
    WarmupException e =
        assertThrows(
            WarmupException.class,
            () -> open(psync("+FULLRESYNC " + NEXT_ID + " 500\r\n$1000\r\n")));
    assertEquals(Reason.SOURCE_AT_RISK, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("repl-backlog-size"));
    assertEquals(1, server.connections());
  }

  private void assertNotAsked(String... infos) throws Exception {
    WarmupException e =
        assertThrows(WarmupException.class, () -> open(psync("+CONTINUE\r\n", infos)));
    assertEquals(Reason.SYNC_BROKEN, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("at offset 100: "));
    assertFalse(
        server.commands().toString(),
        server.commands().stream().anyMatch(c -> c.startsWith("PSYNC")));
  }

  /** A server that is asked for more may fork before it answers. */
  @Test
  public void aServerIsAskedOnlyForWhatItsBacklogHolds() throws Exception {
    assertNotAsked(info(102, 900, 1_000));
    server.close();
    assertNotAsked(info(1, 900, 1_000_000).replace(ID, NEXT_ID));
  }

  /** PSYNC takes as long as a round trip, in which the backlog moves on. */
  @Test
  public void aBacklogThatWillNotReachBackForLongIsNotAskedFor() throws Exception {
    assertNotAsked(info(1, 800, 1_000), info(1, 816, 1_000));
    server.close();
    assertNotAsked(info(1, 1_050, 1_000), info(1, 1_050, 1_000));
    server.close();
    open(psync("+CONTINUE\r\n", info(1, 800, 1_000), info(1, 810, 1_000))).close();
  }

  @Test
  public void anErrorIsTranslated() throws Exception {
    WarmupException e =
        assertThrows(
            WarmupException.class,
            () -> open(psync("-NOPERM User a has no permissions to run the 'psync' command\r\n")));
    assertEquals(Reason.NOPERM, e.reason());
    server.close();
    WarmupException other = assertThrows(WarmupException.class, () -> open(psync(":1\r\n")));
    assertEquals(Reason.REDIS_ERROR, other.reason());
  }

  @Test
  public void theConnectionAuthenticatesAsTheOthersDo() throws Exception {
    RedisAccess access = new RedisAccess(Optional.of("reader"), Secret.of("secret"), false, 20_000);
    open(access, psync("+CONTINUE\r\n")).close();
    assertEquals("AUTH reader secret", server.commands().get(0));
  }

  @Test
  public void theEndOfTheStreamIsAFailure() throws Exception {
    try (ReplicationStream stream =
        open(
            (command, out, n) ->
                command.startsWith("PSYNC")
                    ? out.raw("+CONTINUE\r\n") && false
                    : psync("").answer(command, out, n))) {
      WarmupException e = assertThrows(WarmupException.class, () -> read(stream, 1));
      assertEquals(Reason.CONNECTION_LOST, e.reason());
    }
  }
}
