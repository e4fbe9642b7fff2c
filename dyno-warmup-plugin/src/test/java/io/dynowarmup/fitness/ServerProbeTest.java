// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fitness;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.FakeRedis;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.jedis.JedisConnector;
import io.dynowarmup.time.Ticker;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ServerProbeTest {
  /** A release whose RDB version only a DUMP shows. */
  private static final RedisInfo UNSEEN = RedisInfo.parse("redis_version:12.0.1");

  private static final String DRYRUN = "ACL DRYRUN warm ";

  /** The value "a" in a payload of RDB version 13. */
  private static final String PAYLOAD = "\0\1a\15\0\1\2\3\4\5\6\7\10";

  @Rule public final Timeout limit = new Timeout(30, TimeUnit.SECONDS);
  private FakeRedis server;

  @After
  public void close() throws Exception {
    server.close();
  }

  /**
   * Probes a source that holds the key app:1.
   *
   * @param dryRun the reply to ACL DRYRUN for a command
   */
  private OptionalInt version(FakeRedis.Script dryRun) throws Exception {
    server =
        new FakeRedis(
            (command, out, n) -> {
              if (command.startsWith(DRYRUN)) {
                return dryRun.answer(command.substring(DRYRUN.length()), out, n);
              }
              if (command.equals("RANDOMKEY")) {
                return out.bulk("app:1");
              }
              if (command.equals("MEMORY USAGE app:1")) {
                return out.raw(":60\r\n");
              }
              return command.equals("DUMP app:1") ? out.bulk(PAYLOAD) : out.error("ERR unexpected");
            });
    try (RedisNode node =
        new JedisConnector(Ticker.system()).connect(server.endpoint(), RedisAccess.plain(5_000))) {
      return new ServerProbe(node, UNSEEN, Optional.of("warm")).source().rdbVersion();
    }
  }

  @Test
  public void theKeyIsDumpedThatTheUserMayRead() throws Exception {
    OptionalInt version =
        version(
            (command, out, n) ->
                command.equals("RANDOMKEY") || command.contains("app:")
                    ? out.ok()
                    : out.bulk("User warm has no permissions to access the 'key' key"));

    assertEquals(OptionalInt.of(13), version);
  }

  @Test
  public void aUserWhoMayNotAskForPermissionsMayStillDump() throws Exception {
    OptionalInt version =
        version((command, out, n) -> out.error("NOPERM this user has no permissions: acl|dryrun"));

    assertEquals(OptionalInt.of(13), version);
  }

  @Test
  public void aCommandThatIsNotPermittedIsNotSent() throws Exception {
    OptionalInt version =
        version(
            (command, out, n) ->
                command.startsWith("DUMP")
                    ? out.bulk("User warm has no permissions to run the 'dump' command")
                    : out.ok());

    assertFalse(version.isPresent());
    assertTrue(server.commands().toString(), server.commands().contains("RANDOMKEY"));
    assertFalse(server.commands().toString(), server.commands().contains("DUMP app:1"));
  }
}
