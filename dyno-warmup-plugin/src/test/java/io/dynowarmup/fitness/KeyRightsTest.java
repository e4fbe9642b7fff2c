// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fitness;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.FakeRedis;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.jedis.JedisConnector;
import io.dynowarmup.time.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class KeyRightsTest {
  private static final RedisInfo SEVEN = RedisInfo.parse("redis_version:7.0.15");
  private static final String DRYRUN = "ACL DRYRUN warm ";
  private static final String NO_KEY = "User warm has no permissions to access the 'b' key";

  @Rule public final Timeout limit = new Timeout(30, TimeUnit.SECONDS);
  private FakeRedis server;
  private RedisNode node;

  @After
  public void close() throws Exception {
    node.close();
    server.close();
  }

  private KeyRights rights(FakeRedis.Script dryRun) throws Exception {
    server =
        new FakeRedis(
            (command, out, n) ->
                command.startsWith(DRYRUN)
                    ? dryRun.answer(command.substring(DRYRUN.length()), out, n)
                    : out.error("ERR unexpected"));
    node = new JedisConnector(Ticker.system()).connect(server.endpoint(), RedisAccess.plain(5_000));
    byte[] notText = {-1, -2};
    List<byte[]> keys =
        Arrays.asList(
            "a".getBytes(StandardCharsets.US_ASCII),
            notText,
            "b".getBytes(StandardCharsets.US_ASCII));
    return new KeyRights(node, SEVEN, Optional.of("warm"), keys);
  }

  @Test
  public void aUserThatMayDoEverything() throws Exception {
    KeyRights rights = rights((command, out, n) -> out.ok());

    assertEquals(Optional.empty(), rights.reading());
    assertEquals(Optional.empty(), rights.writing());
    assertEquals(Optional.empty(), rights.unknown());
  }

  @Test
  public void aUserThatMayReadSomeKeys() throws Exception {
    KeyRights rights =
        rights(
            (command, out, n) ->
                command.startsWith("EVALSHA") && command.endsWith(" 2 a b")
                    ? out.bulk(NO_KEY)
                    : out.ok());

    String why = rights.reading().get();
    assertTrue(why, why.contains("does not permit EVALSHA of every key to user 'warm'"));
  }

  @Test
  public void aUserThatMayNotRestore() throws Exception {
    KeyRights rights =
        rights(
            (command, out, n) ->
                command.startsWith("RESTORE a 0")
                    ? out.bulk("User warm has no permissions to run the 'restore' command")
                    : out.ok());

    assertEquals(Optional.empty(), rights.reading());
    String why = rights.writing().get();
    assertTrue(why, why.contains("does not permit RESTORE to user 'warm'"));
  }

  @Test
  public void aUserThatMayNotAsk() throws Exception {
    KeyRights rights =
        rights((command, out, n) -> out.error("NOPERM this user has no permissions: acl|dryrun"));

    assertEquals(Optional.empty(), rights.reading());
    assertTrue(rights.unknown().get().contains("ACL DRYRUN"));
  }

  private static FakeRedis.Script without(String command) {
    String name = command.split(" ")[0].toLowerCase(Locale.ROOT);
    return (asked, out, n) ->
        asked.startsWith(command)
            ? out.bulk("This user has no permissions to run the '" + name + "' command")
            : out.ok();
  }

  @Test
  public void aUserThatMayNotReadTheStream() throws Exception {
    KeyRights rights = rights(without("PSYNC"));

    assertEquals(Optional.empty(), rights.writing());
    String why = rights.following().get();
    assertTrue(why, why.contains("does not permit PSYNC to user 'warm'"));
    assertTrue(rights.correcting().isPresent());
  }

  @Test
  public void aUserThatMayNotAddToNumbers() throws Exception {
    KeyRights rights = rights(without("ZINCRBY a 1 m"));

    assertEquals(Optional.empty(), rights.following());
    String why = rights.correcting().get();
    assertTrue(why, why.contains("does not permit ZINCRBY to user 'warm'"));
  }
}
