// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.engine.Keeper;
import io.dynowarmup.engine.decision.SourceDecision.Kind;
import io.dynowarmup.fitness.ServerFacts;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.SourceRanking;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.rule.LocalSide;
import io.dynowarmup.source.rule.RankingRules;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.strategy.copy.CopyStrategy;
import io.dynowarmup.strategy.replication.ReplicationStrategy;
import io.dynowarmup.strategy.snapshot.SnapshotStrategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.Test;

/** Tests the table of facts and decisions for the source that was ranked first. */
public class SourceDecisionTest {
  private static final Peer PEER =
      Peer.of(
          new Endpoint("10.0.0.2", 22122),
          new Endpoint("10.0.0.2", 8101),
          "r2",
          "dc",
          Collections.singletonList(1L));

  private final List<WarmupStrategy> strategies =
      new ArrayList<>(Arrays.asList(new ReplicationStrategy(), new Keeper()));
  private final Map<String, String> settings = new LinkedHashMap<>();
  private String source = "";
  private WarmupRequest request = WarmupRequest.atStartup();

  private static String redis(long keys, String more) {
    return "run_id:r\nrole:master\nuptime_in_seconds:100000\ndb0:keys="
        + keys
        + ",expires=0\n"
        + more;
  }

  /** A node with this many keys, and a source with 100 keys. */
  private SourceFacts node(long keys) {
    return node(redis(keys, "maxmemory:5000\nmaxmemory_policy:noeviction\n"));
  }

  private SourceFacts node(String local) {
    return new SourceFacts(
        candidate(),
        RedisInfo.parse(local),
        strategies,
        request,
        WarmupConfig.from(new MapConfig(settings)));
  }

  private Candidate candidate() {
    PeerFacts facts = PeerFacts.of(PEER, RedisInfo.parse(redis(100, source)));
    return new SourceRanking(new Random(1))
        .rank(Collections.singletonList(facts), RankingRules.of(0, true, 0, Collections.emptyMap()))
        .get(0);
  }

  private static void assertChooses(Kind kind, String text, SourceFacts facts) {
    SourceDecision decision = SourceDecision.of(facts);
    assertEquals(kind + " " + text, decision.kind() + " " + decision.text());
    assertFalse(decision.refusal().isPresent());
  }

  private static void assertRefused(
      WarmupOutcome outcome, Reason reason, String word, SourceFacts facts) {
    RunResult result = SourceDecision.of(facts).refusal().get();
    assertEquals(result.text(), outcome, result.outcome());
    assertEquals(reason, result.code().get());
    assertTrue(result.text(), result.text().contains(word));
  }

  private static String name() {
    return new Keeper().name();
  }

  @Test
  public void autoCopiesEverythingWhereThereIsLittleToKeep() {
    assertChooses(Kind.AUTO, "replication (auto: the node is empty)", node(0));
    assertChooses(
        Kind.AUTO, "replication (auto: the node holds 49 keys, the source 100)", node(49));
    assertChooses(
        Kind.AUTO, "replication (auto: the node holds 201 keys, the source 100)", node(201));
    assertChooses(
        Kind.AUTO,
        "replication (auto: replication had already begun)",
        node(90).nothingToLose(true));
    assertChooses(
        Kind.AUTO,
        "replication (auto: DUMP is denied)",
        node(90).cannotKeep(Optional.of("DUMP is denied")));
  }

  @Test
  public void autoAsksTheSourceWhereMuchMayBeTheSame() {
    assertChooses(Kind.ASK, "auto", node(90));
    assertChooses(
        Kind.AUTO,
        name() + " (auto: resuming the comparison of the last run)",
        node(90).resumed(true));
  }

  @Test
  public void autoComparesWhereTheLocalRedisCannotBeAReplica() {
    LocalSide side =
        LocalSide.of(
            ServerFacts.of(RedisInfo.parse("")),
            LocalSide.Ways.ANY,
            Optional.of("SLAVEOF is denied"));
    assertChooses(
        Kind.AUTO, name() + " (auto: no replication: SLAVEOF is denied)", node(0).side(side));
  }

  private void set(String key, Object value) {
    settings.put(WarmupConfig.PREFIXES.get(0) + key, value.toString());
  }

  @Test
  public void autoCopiesKeyByKeyFromASourceThatMustNotFork() {
    strategies.add(new CopyStrategy());
    set("source.may.fork", false);
    assertChooses(
        Kind.AUTO, "copy (auto: to spare the source a fork: source.may.fork=false)", node(0));
    assertChooses(
        Kind.AUTO, name() + " (auto: to spare the source a fork: source.may.fork=false)", node(49));
    assertChooses(Kind.AUTO, "replication (auto: " + SourceDecision.REPLICA + ")", replica());
    set("strategy", "replication");
    assertRefused(WarmupOutcome.FAILED, Reason.STRATEGY_CANNOT, "source.may.fork", node(0));
    set("strategy", "copy");
    assertChooses(Kind.CONFIGURED, "copy", node(0));
  }

  private SourceFacts replica() {
    return node("run_id:r\nrole:slave\nmaster_host:10.0.0.2\nmaster_port:22122\n");
  }

  @Test
  public void autoLoadsAYoungDumpInsteadOfCopying() {
    strategies.add(new CopyStrategy());
    strategies.add(new SnapshotStrategy());
    String spared = "(auto: to spare the source a fork: source.may.fork=false";
    Supplier<Optional<String>> young = () -> Optional.of("the dump in D is 5 s old");
    assertChooses(Kind.AUTO, "replication (auto: the node is empty)", node(0).dump(young));
    set("source.may.fork", false);
    assertChooses(
        Kind.AUTO, "snapshot " + spared + ", and the dump in D is 5 s old)", node(0).dump(young));
    assertChooses(Kind.AUTO, "copy " + spared + ")", node(0).dump(Optional::empty));
    assertChooses(Kind.AUTO, name() + " " + spared + ")", node(49).dump(young));
    strategies.remove(3);
    assertChooses(Kind.AUTO, "copy " + spared + ")", node(0).dump(young));
  }

  @Test
  public void autoCopiesKeyByKeyFromASourceThatMayNotBeAbleToFork() {
    strategies.add(new CopyStrategy());
    source = "rdb_last_bgsave_status:err\n";
    assertChooses(
        Kind.AUTO, "copy (auto: to spare the source a fork: its last BGSAVE failed)", node(0));
    source = "used_memory:96\ntotal_system_memory:100\n";
    assertChooses(
        Kind.AUTO,
        "copy (auto: to spare the source a fork: it has too little memory for a snapshot: it takes"
            + " 96 % of its machine's memory (0.00 GB, of 0.00 GB; 0.00 GB for the snapshot); at"
            + " most 90 % are allowed (source.memory.percent))",
        node(0));
    source = "";
    assertChooses(Kind.AUTO, "replication (auto: the node is empty)", node(0));
  }

  @Test
  public void theStrategyOfTheSettingsIsTaken() {
    settings.put(WarmupConfig.PREFIXES.get(0) + "strategy", "replication");
    assertChooses(Kind.CONFIGURED, "replication", node(90));
  }

  @Test
  public void whatClientsWroteToAColdNodeIsKept() {
    String text = name() + " (auto: the node serves and is not warm, and keeps what it holds)";
    assertChooses(Kind.SERVED_COLD, text, node(1).served(true));
    assertChooses(Kind.AUTO, "replication (auto: the node is empty)", node(0).served(true));
    assertFalse(kindOf(node(1).served(true).nothingToLose(true)) == Kind.SERVED_COLD);
    assertFalse(kindOf(node(1).served(true).otherToken(true)) == Kind.SERVED_COLD);
    request = WarmupRequest.atStartup().keepingData();
    assertChooses(Kind.SERVED_COLD, text, node(1));
    settings.put(WarmupConfig.PREFIXES.get(0) + "force", "true");
    assertFalse(kindOf(node(1)) == Kind.SERVED_COLD);
  }

  private static Kind kindOf(SourceFacts facts) {
    return SourceDecision.of(facts).kind();
  }

  @Test
  public void aColdNodeThatServesIsNotWarmedByAStrategyThatDropsItsKeys() {
    assertRefused(
        WarmupOutcome.FAILED,
        Reason.STRATEGY_CANNOT,
        "no strategy can keep them: DUMP is denied; the node stays as it is",
        node(1).served(true).cannotKeep(Optional.of("DUMP is denied")));
    strategies.remove(1);
    assertRefused(
        WarmupOutcome.FAILED,
        Reason.STRATEGY_CANNOT,
        "no strategy is installed that keeps data",
        node(1).served(true));
  }

  @Test
  public void withoutACopyThatIsKnownToBeRightKeysAreOnlyAdded() {
    SourceFacts facts = node(90);
    facts.onlyAdds = Optional.of("whose copy is right?");
    assertChooses(
        Kind.ONLY_ADDS,
        name() + " (auto: no copy is known to be right, so keys are only added)",
        facts);
    assertRefused(
        WarmupOutcome.SKIPPED,
        Reason.NO_AUTHORITY,
        "whose copy is right?; nothing was fetched: DUMP is denied",
        facts.cannotKeep(Optional.of("DUMP is denied")));
  }

  @Test
  public void aSourceThatDoesNotFitIsTakenOnlyByForce() {
    source = "used_memory:9000\n";
    assertRefused(WarmupOutcome.FAILED, Reason.DOES_NOT_FIT, "Raise maxmemory", node(0));
    settings.put(WarmupConfig.PREFIXES.get(0) + "force", "true");
    SourceDecision forced = SourceDecision.of(node(0));
    assertFalse(forced.refusal().isPresent());
    assertTrue(forced.misfit().get(), forced.misfit().get().contains("Raise maxmemory"));
  }
}
