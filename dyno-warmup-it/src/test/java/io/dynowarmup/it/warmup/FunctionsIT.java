// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeTrue;

import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.EveryRedis;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.Before;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** Function libraries are data, but no write of the cluster carries them. */
@EveryRedis
public class FunctionsIT extends Scenario {
  private RackNode third;

  @Before
  public void sevenOrNewer() {
    assumeTrue("functions came with Redis 7.0", redis.atLeast(7, 0));
    third = cluster(c -> c.racks(3)).node(2);
    for (RackNode node : new RackNode[] {source(), cold(), third}) {
      Filler.strings(node.redis(), 100, 20);
    }
  }

  private WarmedNode delta() {
    return warmup().set("strategy", "delta").set("force", true).set("source", source().rack());
  }

  private static void load(RackNode node, String library, int answer) {
    try (Jedis jedis = node.redis().client()) {
      jedis.functionLoadReplace(
          "#!lua name="
              + library
              + "\nredis.register_function('"
              + library
              + "_f', function() return "
              + answer
              + " end)");
    }
  }

  private static Map<String, Object> answers(RackNode node) {
    Map<String, Object> answers = new TreeMap<>();
    try (Jedis jedis = node.redis().client()) {
      jedis
          .functionList()
          .forEach(
              library ->
                  answers.put(
                      library.getLibraryName(),
                      jedis.fcall(library.getLibraryName() + "_f", List.of(), List.of())));
    }
    return answers;
  }

  @Test
  public void aDeltaBringsThem() {
    load(source(), "same", 1);
    load(cold(), "same", 1);
    load(source(), "newer", 2);
    load(cold(), "newer", 1);
    load(source(), "missing", 3);
    load(cold(), "own", 4);

    WarmupStatus end = delta().byHand();

    assertWarmed(end);
    assertEquals(Map.of("same", 1L, "newer", 2L, "missing", 3L, "own", 4L), answers(cold()));
    assertEquals(Map.of("same", 1L, "newer", 2L, "missing", 3L), answers(source()));
    assertSays("function libraries [own] are on this node only", end.warnings().toString());
  }

  @Test
  public void whatCannotBeLoadedIsNamed() {
    load(source(), "theirs", 1);
    try (Jedis jedis = cold().redis().client()) {
      // Another library has a function of the same name.
      jedis.functionLoad(
          "#!lua name=ours\nredis.register_function('theirs_f', function() return 2 end)");
    }

    WarmupStatus end = delta().byHand();

    assertEnded(WarmupOutcome.PARTIAL, Reason.LEFT_OUT, end);
    assertSays("function library theirs was not loaded", end.reason());
  }

  @Test
  public void withoutThePermissionTheyAreNamedOnlyWhereThereAreAny() {
    for (RackNode node : new RackNode[] {source(), cold()}) {
      try (Jedis jedis = node.redis().client()) {
        jedis.aclSetUser("warm", "on", ">pw", "~*", "+@all", "-function");
      }
    }
    WarmedNode node = delta().set("redis.username", "warm").set("redis.password", "pw");
    assertWarmed(node.byHand());
    load(source(), "theirs", 1);

    WarmupStatus end = node.byHand();

    assertEnded(WarmupOutcome.PARTIAL, Reason.LEFT_OUT, end);
    assertSays("function libraries were not compared", end.reason());
    assertSays("does not permit FUNCTION LIST", end.reason());
  }

  @Test
  public void aVerificationReportsThemAndARepairMendsThem() {
    for (RackNode peer : new RackNode[] {source(), third}) {
      load(peer, "same", 1);
      load(peer, "newer", 2);
      load(peer, "missing", 3);
    }
    load(cold(), "same", 1);
    load(cold(), "newer", 1);
    load(cold(), "own", 4);
    load(source(), "theirs", 5);
    load(third, "theirs", 6);
    WarmedNode node = warmup();

    VerifyReport found = verify(node, "full");

    assertEquals(found.text(), 2 * 4, found.differences());
    assertSays("function library newer: its code differs", found.text());
    assertSays("function library missing: missing here", found.text());
    assertSays("function library own: missing there", found.text());
    assertEquals(2 * 4, verify(node, "sample").differences());

    VerifyReport repaired = verify(node, "repair");

    assertEquals(repaired.text(), 2 * 2, repaired.differences());
    assertSays("1 left: no majority", repaired.text());
    assertEquals(Map.of("same", 1L, "newer", 2L, "missing", 3L, "own", 4L), answers(cold()));
    assertEquals(2, verify(node.set("verify.repair.deletes", true), "repair").differences());
    assertEquals(Map.of("same", 1L, "newer", 2L, "missing", 3L), answers(cold()));
  }

  private static VerifyReport verify(WarmedNode node, String mode) {
    node.engine().verify(mode);
    Await.until(
        "the end", LIMIT, () -> node.engine().verification().state() != VerifyReport.State.RUNNING);
    VerifyReport report = node.engine().verification();
    assertEquals(report.text(), VerifyReport.State.DONE, report.state());
    return report;
  }
}
