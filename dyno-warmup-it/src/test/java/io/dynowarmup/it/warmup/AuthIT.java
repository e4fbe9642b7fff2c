// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertUntouched;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static io.dynowarmup.it.warmup.Checks.verdict;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeFalse;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.dynomite.NodeSettings;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.dynomite.cluster.RealDynomite;
import io.dynowarmup.it.redis.Filler;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.ClientKillParams;

/** Passwords and users are used where they are needed, restored afterwards, and never shown. */
@EveryRedis
public class AuthIT extends Scenario {
  private static final String PASSWORD = "sesame-7f3a";

  @Test
  public void aPasswordOnBothSides() {
    guardedCluster();
    Filler.strings(source().redis(), 2_000, 100);
    Map<String, String> before = Servers.settings(cold());

    WarmupStatus end = warmup().set("redis.password", PASSWORD).atStartup();

    assertWarmed(end);
    assertEquals(before, Servers.settings(cold()));
    assertSame(cold(), source());
    assertServes(cold());
    assertReplicates(source(), cold());
  }

  @Test
  public void aPasswordThatOnlyDynomiteYmlKnowsAndAnotherOneForThePeers() {
    guardedCluster();
    Filler.strings(source().redis(), 2_000, 100);
    Servers.config(source(), "requirepass", "peers-only");
    Servers.config(cold(), "masterauth", "what-it-was");

    WarmupStatus end = warmup().set("peer.redis.password", "peers-only").atStartup();

    assertWarmed(end);
    assertEquals("what-it-was", Servers.settings(cold()).get("masterauth"));
    Servers.config(source(), "requirepass", PASSWORD, "peers-only");
    assertSame(cold(), source());
    assertServes(cold());
  }

  @Test
  public void anAclUser() {
    cluster();
    Filler.strings(source().redis(), 2_000, 100);
    for (RackNode node : new RackNode[] {source(), cold()}) {
      acl(node, "SETUSER", "warm", "on", ">" + PASSWORD, "allkeys", "allchannels", "allcommands");
    }
    Map<String, String> before = Servers.settings(cold());
    // Existing connections stay open, but new ones need the user.
    try (Jedis admin = source().redis().client()) {
      admin.aclSetUser("default", "off");

      WarmupStatus end =
          warmup().set("redis.username", "warm").set("redis.password", PASSWORD).atStartup();

      admin.aclSetUser("default", "on");
      assertWarmed(end);
    }
    assertEquals(before, Servers.settings(cold()));
    assertSame(cold(), source());
    assertServes(cold());
    assertReplicates(source(), cold());
  }

  /** The connections of the warm-up break, so that it needs the new password. */
  @Test
  public void aPasswordThatIsChangedDuringARun() {
    cluster();
    Filler.strings(source().redis(), 2_000, 100);
    for (RackNode node : new RackNode[] {source(), cold()}) {
      acl(node, "SETUSER", "warm", "on", ">" + PASSWORD, "allkeys", "allchannels", "allcommands");
    }
    WarmedNode[] node = new WarmedNode[1];
    AtomicBoolean changed = new AtomicBoolean();
    Calls changing =
        new Calls() {
          @Override
          public void before(Call call) {
            WarmupStatus now = node[0] == null ? null : node[0].engine().status();
            if (now != null
                && now.phase() == WarmupPhase.CATCH_UP
                && changed.compareAndSet(false, true)) {
              node[0].set("redis.password", "changed-9b");
              acl(cold(), "SETUSER", "warm", "resetpass", ">changed-9b");
              try (Jedis admin = cold().redis().client()) {
                admin.clientKill(new ClientKillParams().user("warm"));
              }
            }
          }
        };
    node[0] =
        closeLater(WarmedNode.of(cold(), changing))
            .set("redis.username", "warm")
            .set("redis.password", PASSWORD)
            .set("peer.redis.password", PASSWORD);

    WarmupStatus end = node[0].atStartup();

    assertTrue(changed.get());
    assertWarmed(end);
    assertSame(cold(), source());
    assertServes(cold());
  }

  @Test
  public void aWrongPasswordForThePeersTouchesNothing() {
    cluster();
    Filler.strings(source().redis(), 2_000, 100);
    Filler.strings(cold().redis(), "own", 50, 10);
    Servers.config(source(), "requirepass", "right-one");
    Untouched before = Untouched.of(cold());

    WarmupStatus end = warmup().set("peer.redis.password", "wrong-one").atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("does not accept the password", verdict(end, source()));
    assertSays("does not accept the password", end.reason());
    assertFalse(end.toString(), (end.reason() + end.candidates()).contains("wrong-one"));
    assertUntouched(before, end);
    assertServes(cold());
  }

  @Test
  public void aUserThatMayNotAskIsNamedWithTheCommand() {
    cluster();
    Filler.strings(source().redis(), 2_000, 100);
    acl(source(), "SETUSER", "warm", "on", ">" + PASSWORD, "allcommands", "-info");
    Untouched before = Untouched.of(cold());

    WarmupStatus end =
        warmup()
            .set("peer.redis.username", "warm")
            .set("peer.redis.password", PASSWORD)
            .atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("does not permit INFO to user 'warm'", verdict(end, source()));
    assertUntouched(before, end);
    assertServes(cold());
  }

  /** Every probe of the hand-over would be refused until the limit of RESTORE. */
  @Test
  public void aDynomiteWithoutThePasswordOfItsRedisIsNamedBeforeAnythingIsChanged()
      throws InterruptedException {
    cluster(c -> c.redisConfig((rack, builder) -> builder.config("requirepass", PASSWORD)));
    Filler.strings(source().redis(), 200, 100);
    WarmedNode node = warmup().set("redis.password", PASSWORD);

    assertSays("set redis_requirepass", node.engine().preflight(WarmupRequest.manual()).why());
    WarmupStatus end = node.atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.NOAUTH, end);
    assertSays("set redis_requirepass in dynomite.yml", end.reason());
    assertEquals(0, cold().redis().keys());
    assertEquals("NORMAL", cold().dynomite().adminClient().state());
  }

  private void guardedCluster() {
    assumeFalse(
        "This Dynomite has no way to log in to its Redis", RealDynomite.binary().isPresent());
    cluster(
        c ->
            c.redisConfig((rack, builder) -> builder.config("requirepass", PASSWORD))
                .settings(NodeSettings.defaults().withRedisPassword(PASSWORD)));
  }

  private static void acl(RackNode node, String... words) {
    try (Jedis jedis = node.redis().client()) {
      jedis.sendCommand(() -> "ACL".getBytes(java.nio.charset.StandardCharsets.US_ASCII), words);
    }
  }
}
