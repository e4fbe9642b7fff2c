// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.FakeRedis;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisFailure;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ChannelNodeTest {
  private static final RedisAccess OPEN = RedisAccess.plain(5000);
  @Rule public final Timeout limit = new Timeout(30, TimeUnit.SECONDS);
  private FakeRedis server;
  private RedisNode node;

  @After
  public void close() throws Exception {
    if (node != null) {
      node.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private RedisNode node(RedisAccess access, FakeRedis.Script script) throws IOException {
    server = new FakeRedis(script);
    node = new JedisConnector(Ticker.system()).connect(server.endpoint(), access);
    return node;
  }

  private RedisNode node(FakeRedis.Script script) throws IOException {
    return node(OPEN, script);
  }

  private WarmupException failsWith(Reason reason, Runnable command) {
    WarmupException e = assertThrows(WarmupException.class, command::run);
    assertEquals(e.getMessage(), reason, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains(node.endpoint().toString()));
    return e;
  }

  @Test
  public void connectsOnTheFirstCommandAndSendsNothingElse() throws Exception {
    RedisNode node = node((command, out, n) -> out.raw("+PONG\r\n"));
    assertEquals(0, server.connections());
    node.ping();
    node.ping();
    assertEquals(Arrays.asList("PING", "PING"), server.commands());
    assertEquals(1, server.connections());
  }

  @Test
  public void sendsThePasswordFirst() throws Exception {
    RedisAccess access = new RedisAccess(Optional.empty(), Secret.of("pw"), false, 5000);
    node(access, (command, out, n) -> out.ok()).ping();
    assertEquals(Arrays.asList("AUTH pw", "PING"), server.commands());
  }

  @Test
  public void sendsTheUserOfAnAclWithThePassword() throws Exception {
    RedisAccess access = new RedisAccess(Optional.of("warm"), Secret.of("pw"), false, 5000);
    node(access, (command, out, n) -> out.ok()).ping();
    assertEquals(Arrays.asList("AUTH warm pw", "PING"), server.commands());
  }

  @Test
  public void sendsEachCommandAsRedisExpectsIt() throws Exception {
    RedisNode node =
        node(
            (command, out, n) -> {
              switch (command.split(" ")[0]) {
                case "INFO":
                  return out.bulk("# Server\r\nredis_version:7.0.15\r\n");
                case "EXISTS":
                  return out.raw(":2\r\n");
                case "DEL":
                  return out.raw(":1\r\n");
                default:
                  return out.ok();
              }
            });
    assertEquals(Optional.of("7.0.15"), node.info().get("redis_version"));
    assertEquals(Optional.of("7.0.15"), node.info("server").get("redis_version"));
    assertEquals(2, node.exists(Arrays.asList("a", "b")));
    assertTrue(node.delete("a"));
    node.set("a", "v w", 60_000);
    node.replicaOf(new Endpoint("::1", 6379));
    node.replicaOfNoOne();
    node.configSet("maxmemory", "1");
    node.configRewrite();
    assertEquals(
        Arrays.asList(
            "EXISTS __dyno_warmup:run __dyno_warmup:probe __dyno_warmup:stop",
            "INFO",
            "GETRANGE __dyno_warmup:node 0 1023",
            "GETRANGE __dyno_warmup:run 0 1023",
            "INFO server",
            "EXISTS a b",
            "DEL a",
            "SET a v w PX 60000",
            "SLAVEOF ::1 6379",
            "SLAVEOF NO ONE",
            "CONFIG SET maxmemory 1",
            "CONFIG REWRITE"),
        server.commands());
  }

  @Test
  public void keysOfTheWarmUpItselfDoNotCount() throws Exception {
    RedisAccess access = OPEN.withMarkers(Arrays.asList("m1", "m2"));
    RedisNode node =
        node(
            access,
            (command, out, n) -> {
              switch (command.split(" ")[0]) {
                case "EXISTS":
                  return out.raw(":3\r\n");
                case "INFO":
                  return out.bulk("db0:keys=10,expires=4,avg_ttl=1\r\n");
                default:
                  return out.bulk(command.contains(":node") ? "a record" : "");
              }
            });
    assertEquals(6, node.info().keys());
    assertEquals(1, node.info().expires());
    assertEquals("none was asked for its record", 7, node.infoOnly().keys());
    assertEquals(
        "EXISTS __dyno_warmup:run __dyno_warmup:probe __dyno_warmup:stop m1 m2",
        server.commands().get(0));
  }

  @Test
  public void aUserThatMayNotAskForThemIsNotAskedAgain() throws Exception {
    RedisNode node =
        node(
            (command, out, n) ->
                command.startsWith("EXISTS")
                    ? out.error("NOPERM this user has no permissions to run the 'exists' command")
                    : out.bulk(command.startsWith("INFO") ? "db0:keys=10,expires=4" : ""));
    assertEquals(10, node.info().keys());
    assertEquals(10, node.infoOnly().keys());
    assertEquals(1, server.commands().stream().filter(c -> c.startsWith("EXISTS")).count());
  }

  @Test
  public void keysAtRandomComeByFewCommands() throws Exception {
    int[] next = new int[1];
    RedisNode node =
        node(
            (command, out, n) -> {
              StringBuilder keys = new StringBuilder("*2\r\n$1\r\n7\r\n*120\r\n");
              for (int i = 0; i < 120; i++) {
                String key = "key:" + next[0]++;
                keys.append("$" + key.length() + "\r\n" + key + "\r\n");
              }
              return out.raw(keys.toString());
            });
    assertEquals(300, node.randomKeys(300).size());
    assertEquals(3, server.commands().size());
    assertTrue(server.commands().get(0), server.commands().get(0).matches("SCAN \\d+ COUNT 250"));
    assertEquals(3, server.commands().stream().distinct().count());
  }

  @Test
  public void aUserThatMayNotScanIsAskedForAFew() throws Exception {
    RedisNode node =
        node(
            (command, out, n) ->
                command.startsWith("SCAN")
                    ? out.error("NOPERM this user has no permissions to run the 'scan' command")
                    : out.bulk("a"));
    assertEquals(30, node.randomKeys(300).size());
    int before = server.commands().size();
    assertEquals(10, node.randomKeys(10).size());
    assertEquals(before + 10, server.commands().size());
  }

  @Test
  public void aSettingThatTheServerDoesNotKnowIsEmpty() throws Exception {
    RedisNode node =
        node(
            (command, out, n) ->
                command.endsWith("maxmemory")
                    ? out.raw("*2\r\n$9\r\nmaxmemory\r\n$1\r\n0\r\n")
                    : out.raw("*0\r\n"));
    assertEquals(Optional.of("0"), node.configGet("maxmemory"));
    assertEquals(Optional.empty(), node.configGet("maxmemery"));
  }

  @Test
  public void connectsAgainAfterABreak() throws Exception {
    RedisNode node = node((command, out, n) -> n == 2 && out.raw("+PONG\r\n"));
    WarmupException e = failsWith(Reason.CONNECTION_LOST, node::ping);
    assertTrue(e.getMessage(), e.getMessage().contains("PING"));
    node.ping();
    assertEquals(2, server.connections());
  }

  @Test
  public void aLateAnswerIsNotTakenForTheNextOne() throws Exception {
    CountDownLatch timedOut = new CountDownLatch(1);
    RedisAccess quick = OPEN.withTimeoutMillis(1_000);
    RedisNode node =
        node(
            quick,
            (command, out, n) -> {
              if (n == 1) {
                timedOut.await();
                return out.raw(":1\r\n");
              }
              return out.raw(":2\r\n");
            });
    WarmupException e = failsWith(Reason.TIME_OUT, () -> count(node));
    assertTrue(e.getMessage(), e.getMessage().contains("1000 ms"));
    timedOut.countDown();
    assertEquals(2, count(node));
    assertEquals(2, server.connections());
  }

  @Test
  public void twoAnswersToOneCommandEndTheConnection() throws Exception {
    RedisNode node = node((command, out, n) -> out.raw(n == 1 ? ":1\r\n:99\r\n" : ":2\r\n"));
    failsWith(Reason.REDIS_ERROR, () -> count(node));
    assertEquals(2, count(node));
  }

  @Test
  public void unrequestedDataDoesNotCountAsAnAnswer() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch sent = new CountDownLatch(1);
    RedisNode node =
        node(
            (command, out, n) -> {
              out.raw(":" + n + "\r\n");
              if (n == 1) {
                read.await();
                out.raw(":99\r\n");
                sent.countDown();
              }
              return true;
            });
    assertEquals(1, count(node));
    read.countDown();
    sent.await();
    // on loopback, data that is written can be read at once
    assertEquals(2, count(node));
  }

  @Test
  public void aSlowAnswerHasOneLimitAsAWhole() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    RedisNode node =
        node(
            OPEN.withTimeoutMillis(200),
            (command, out, n) -> {
              out.raw("$1000\r\n");
              while (!over.await(10, TimeUnit.MILLISECONDS)) {
                out.raw("x");
              }
              return false;
            });
    failsWith(Reason.TIME_OUT, node::info);
    over.countDown();
  }

  @Test
  public void namesWhatRefuses() throws Exception {
    int free;
    try (ServerSocket s = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      free = s.getLocalPort();
    }
    node = new JedisConnector(Ticker.system()).connect(new Endpoint("127.0.0.1", free), OPEN);
    failsWith(Reason.REFUSED, node::ping);
  }

  @Test
  public void namesTheHostThatHasNoAddress() {
    node = new JedisConnector(Ticker.system()).connect(new Endpoint("no..host", 6379), OPEN);
    failsWith(Reason.UNREACHABLE, node::ping);
  }

  @Test
  public void protectedModeClosesBeforeItIsAsked() throws Exception {
    server = new FakeRedis("-DENIED Redis is running in protected mode\r\n", (c, out, n) -> false);
    node = new JedisConnector(Ticker.system()).connect(server.endpoint(), OPEN);
    WarmupException e = failsWith(Reason.DENIED, node::ping);
    assertTrue(e.getMessage(), e.getMessage().contains("protected-mode no"));
  }

  @Test
  public void eachRefusalHasItsReasonAndRemedy() throws Exception {
    String[] answer = {""};
    RedisNode node = node((command, out, n) -> out.error(answer[0]));
    answer[0] = "NOAUTH Authentication required.";
    assertTrue(failsWith(Reason.NOAUTH, node::ping).getMessage().contains("requires a password"));
    answer[0] = "NOPERM this user has no permissions to run the 'config|get' command";
    WarmupException noperm = failsWith(Reason.NOPERM, () -> node.configGet("maxmemory"));
    assertTrue(noperm.getMessage(), noperm.getMessage().contains("CONFIG GET maxmemory"));
    assertTrue(noperm.getMessage(), noperm.getMessage().contains("'default'"));
    answer[0] =
        "ERR ACL failure in script: User default has no permissions to run the 'hpexpiretime'"
            + " command script: eb56, on @user_script:34.";
    noperm = failsWith(Reason.NOPERM, node::ping);
    assertTrue(noperm.getMessage(), noperm.getMessage().contains("PING with HPEXPIRETIME to"));
    assertFalse("it is final", noperm.reason().isTransient());
    answer[0] =
        "ERR Error running script (call to f_1): @user_script:1: @user_script: 1: The user"
            + " executing the script can't run this command or subcommand";
    failsWith(Reason.NOPERM, node::ping);
    answer[0] = "LOADING Redis is loading the dataset in memory";
    failsWith(Reason.LOADING, node::replicaOfNoOne);
    answer[0] = "READONLY You can't write against a read only replica.";
    failsWith(Reason.READONLY, () -> node.delete("a"));
    answer[0] = "OOM command not allowed when used memory > 'maxmemory'.";
    WarmupException full = failsWith(Reason.OUT_OF_MEMORY, () -> node.set("a", "b", 1));
    assertTrue(full.getMessage(), full.getMessage().contains("raise its 'maxmemory'"));
    answer[0] = "ERR Dynomite: Dynomite's current state does not allow this request";
    assertTrue(
        failsWith(Reason.REDIS_ERROR, node::ping).getMessage().contains("Dynomite's current"));
    answer[0] = "BUSY Redis is busy running a script. You can only call SCRIPT KILL.";
    failsWith(Reason.BUSY, node::ping);
    answer[0] = "BUSYKEY Target key name already exists.";
    failsWith(Reason.REDIS_ERROR, node::ping);
    answer[0] = "ERR max number of clients reached";
    assertTrue(failsWith(Reason.BUSY, node::ping).getMessage().contains("'maxclients'"));
    answer[0] = "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.";
    failsWith(Reason.MASTERDOWN, node::ping);
    answer[0] = "TRYAGAIN Multiple keys request during rehashing of slot";
    failsWith(Reason.TRYAGAIN, node::ping);
    answer[0] = "CLUSTERDOWN The cluster is down";
    failsWith(Reason.TRYAGAIN, node::ping);
    answer[0] = "MOVED";
    failsWith(Reason.REDIS_ERROR, node::ping);
    answer[0] = "MOVED 12 other:1";
    failsWith(Reason.REDIS_ERROR, node::ping);
  }

  @Test
  public void anErrorLeavesTheConnectionOpen() throws Exception {
    RedisNode node =
        node(
            (command, out, n) ->
                "PING".equals(command) ? out.error("LOADING busy") : out.raw(":3\r\n"));
    failsWith(Reason.LOADING, node::ping);
    assertEquals(3, count(node));
    assertEquals(1, server.connections());
  }

  @Test
  public void aRefusedPasswordIsTriedAgainOnANewConnection() throws Exception {
    String[] refusal = {"WRONGPASS invalid username-password pair or user is disabled."};
    RedisNode node =
        node(
            new RedisAccess(Optional.of("warm"), Secret.of("s3cret"), false, 5000),
            (command, out, n) -> n < 3 ? out.error(refusal[0]) : out.ok());
    assertTrue(failsWith(Reason.NOAUTH, node::ping).getMessage().contains("'warm'"));
    refusal[0] =
        "ERR AUTH <password> called without any password configured for the default user. Are you"
            + " sure your configuration is correct?";
    assertTrue(failsWith(Reason.NOAUTH, node::ping).getMessage().contains("has no password"));
    node.ping();
    assertEquals(
        Arrays.asList("AUTH warm s3cret", "AUTH warm s3cret", "AUTH warm s3cret", "PING"),
        server.commands());
  }

  private static RedisAccess password(String password) {
    return new RedisAccess(Optional.empty(), Secret.of(password), false, 5000);
  }

  /** Accepts one password only, as Redis does. */
  private static FakeRedis.Script accepting(String password) {
    Set<Integer> letIn = ConcurrentHashMap.newKeySet();
    return (command, out, n) -> {
      if (command.equals("AUTH " + password)) {
        letIn.add(n);
        return out.ok();
      }
      if (command.startsWith("AUTH ")) {
        return out.error("WRONGPASS invalid username-password pair or user is disabled.");
      }
      return letIn.contains(n)
          ? out.raw("+PONG\r\n")
          : out.error("NOAUTH Authentication required.");
    };
  }

  @Test
  public void aRefusedPasswordIsReadAgain() throws Exception {
    RedisAccess[] now = {password("old")};
    RedisNode node =
        node(password("old").readFrom("redis.password", () -> now[0]), accepting("new"));
    String why = failsWith(Reason.NOAUTH, node::ping).getMessage();
    assertTrue(why, why.contains("correct the user's name and password in redis.password"));

    now[0] = password("new");
    node.ping();
    assertEquals(Arrays.asList("AUTH old", "AUTH old", "AUTH new", "PING"), server.commands());
  }

  @Test
  public void aPasswordThatTheServerWasGivenIsReadAgain() throws Exception {
    RedisAccess now = password("new");
    RedisNode node = node(OPEN.readFrom("redis.password", () -> now), accepting("new"));
    node.ping();
    assertEquals(Arrays.asList("PING", "AUTH new", "PING"), server.commands());
  }

  @Test
  public void settingsThatCannotBeReadChangeNothing() throws Exception {
    RedisAccess access =
        password("old")
            .readFrom(
                "redis.password",
                () -> {
                  throw new WarmupException(Reason.BAD_CONFIG, "wrong");
                });
    RedisNode node = node(access, accepting("new"));
    failsWith(Reason.NOAUTH, node::ping);
    failsWith(Reason.NOAUTH, node::ping);
  }

  @Test
  public void aServerThatRepeatsThePasswordDoesNotGetItIntoAMessage() throws Exception {
    RedisNode node =
        node(
            new RedisAccess(Optional.of("warm"), Secret.of("s3cret"), false, 5000),
            (command, out, n) ->
                out.error("ERR unknown command, with args beginning with: 'warm' 's3cret'"));
    hides("s3cret", failsWith(Reason.NOAUTH, node::ping));
  }

  @Test
  public void aSettingThatIsRefusedDoesNotGetIntoAMessage() throws Exception {
    RedisNode node =
        node(
            (command, out, n) ->
                n == 1 && server.commands().size() == 1
                    ? out.error("ERR Invalid argument 's3cret' for CONFIG SET 'masterauth'")
                    : out.error(
                        "ERR unknown command 'CONFIG', with args beginning with: 'SET'"
                            + " 'masterauth' 's3cre"));
    WarmupException e = failsWith(Reason.REDIS_ERROR, () -> node.configSet("masterauth", "s3cret"));
    hides("s3cret", e);
    assertTrue(e.getMessage(), e.getMessage().contains("CONFIG SET masterauth"));
    // Redis truncates what it repeats
    hides("s3c", failsWith(Reason.REDIS_ERROR, () -> node.configSet("masterauth", "s3cret")));
  }

  /** The answers of Redis 6.2, Redis 7 and Valkey 8: the server knows EVALSHA, but not SCAN. */
  @Test
  public void aCommandOfAScriptThatIsNotKnownIsNotTheScriptsCommand() throws Exception {
    for (String error :
        new String[] {
          "ERR Error running script (call to f_1): @user_script:2: @user_script: 2: Unknown Redis"
              + " command called from Lua script",
          "ERR Unknown Redis command called from script script: f1, on @user_script:2.",
          "ERR Unknown command called from script script: f1, on @user_script:2."
        }) {
      RedisNode node = node((command, out, n) -> out.error(error));
      WarmupException e = failsWith(Reason.REDIS_ERROR, () -> node.info("server"));
      assertTrue(e.getMessage(), e.getMessage().contains("does not know a command in the script"));
      assertFalse(e.getMessage(), RedisFailure.unknownCommand(e));
    }
  }

  @Test
  public void anotherErrorThanTheCredentialsIsNotBlamedOnThem() throws Exception {
    RedisNode node =
        node(
            new RedisAccess(Optional.empty(), Secret.of("s3cret"), false, 5000),
            (command, out, n) -> out.error("ERR something else, s3cret"));
    WarmupException e = failsWith(Reason.REDIS_ERROR, node::ping);
    assertTrue(e.getMessage(), e.getMessage().contains("something else"));
    hides("s3cret", e);
  }

  @Test
  public void aHandshakeThatIsNotAnsweredHasTheLimitOfTheConnection() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      node =
          new JedisConnector(Ticker.system())
              .connect(
                  new Endpoint("127.0.0.1", silent.getLocalPort()),
                  new RedisAccess(Optional.empty(), Secret.NONE, true, 200));
      WarmupException e = failsWith(Reason.TIME_OUT, node::ping);
      assertTrue(e.getMessage(), e.getMessage().contains("speaks TLS"));
    }
  }

  private static long count(RedisNode node) {
    return node.exists(Collections.singletonList("a"));
  }

  private static void hides(String secret, Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      assertFalse(t.toString(), t.toString().contains(secret));
    }
  }

  @Test
  public void knowsItsAddressFromClientInfo() throws Exception {
    RedisNode node =
        node((command, out, n) -> out.bulk("id=3 addr=10.1.2.3:50944 laddr=10.0.0.1:6379 fd=8\n"));
    assertEquals(Optional.of("10.1.2.3"), node.addressSeenByServer());
  }

  @Test
  public void knowsItsAddressFromTheListOfAnOlderServer() throws Exception {
    RedisNode node =
        node(
            (command, out, n) -> {
              switch (command) {
                case "CLIENT INFO":
                  return out.error("ERR Unknown subcommand or wrong number of arguments");
                case "CLIENT ID":
                  return out.raw(":12\r\n");
                default:
                  return out.bulk("id=1 addr=9.9.9.9:1 fd=1\nid=12 addr=[fe80::7]:50944 fd=9\n");
              }
            });
    assertEquals(Optional.of("fe80::7"), node.addressSeenByServer());
  }

  @Test
  public void doesNotKnowItsAddressIfItIsNotReported() throws Exception {
    String[] answer = {"NOPERM this user has no permissions to run the 'client|info' command"};
    RedisNode node = node((command, out, n) -> out.error(answer[0]));
    assertEquals(Optional.empty(), node.addressSeenByServer());
    answer[0] = "ERR unknown command";
    assertEquals(Optional.empty(), node.addressSeenByServer());
    answer[0] = "NOAUTH Authentication required.";
    failsWith(Reason.NOAUTH, node::addressSeenByServer);
  }

  @Test
  public void anAnswerOfAnotherKindIsAnErrorAndEndsTheConnection() throws Exception {
    RedisNode node =
        node((command, out, n) -> n == 1 ? out.raw("*1\r\n:1\r\n") : out.raw(":2\r\n"));
    failsWith(Reason.REDIS_ERROR, () -> count(node));
    assertEquals(2, count(node));
    failsWith(Reason.REDIS_ERROR, node::info);
    failsWith(Reason.REDIS_ERROR, node::ping);
    failsWith(Reason.REDIS_ERROR, () -> node.configGet("a"));
  }

  @Test
  public void aPlainServerIsNotTakenForOneThatSpeaksTls() throws Exception {
    RedisAccess tls = new RedisAccess(Optional.empty(), Secret.NONE, true, 5000);
    server = new FakeRedis("-ERR Protocol error\r\n", (c, out, n) -> false);
    node = new JedisConnector(Ticker.system()).connect(server.endpoint(), tls);
    WarmupException e = failsWith(Reason.REDIS_ERROR, node::ping);
    assertTrue(e.getMessage(), e.getMessage().contains("TLS"));
  }

  @Test
  public void anInterruptEndsTheWaitAndStays() throws Exception {
    Thread caller = Thread.currentThread();
    RedisNode node =
        node(
            (command, out, n) -> {
              caller.interrupt();
              return true;
            });
    failsWith(Reason.ABORTED, node::ping);
    assertTrue(Thread.interrupted());
  }

  @Test
  public void anInterruptedThreadStillGetsItsAnswers() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    // later than the first check for an interrupt
    RedisNode node =
        node(
            (command, out, n) -> {
              never.await(150, TimeUnit.MILLISECONDS);
              return out.ok();
            });
    Thread.currentThread().interrupt();
    node.replicaOfNoOne();
    assertTrue(Thread.interrupted());
  }

  @Test
  public void closingFromAnotherThreadEndsTheWait() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    RedisNode node =
        node(
            (command, out, n) -> {
              asked.countDown();
              return true;
            });
    Thread closer =
        new Thread(
            () -> {
              try {
                asked.await();
                node.close();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    closer.start();
    failsWith(Reason.CONNECTION_LOST, node::ping);
    closer.join();
  }

  @Test
  public void canBeClosedAnyNumberOfTimesAndUsedAgain() throws Exception {
    RedisNode node = node((command, out, n) -> out.raw(":" + n + "\r\n"));
    node.close();
    assertEquals(1, count(node));
    node.close();
    node.close();
    assertEquals(2, count(node));
    assertEquals(2, count(node));
  }
}
