// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.SourceRanking;
import io.dynowarmup.source.probe.DynomiteSign;
import io.dynowarmup.source.probe.Evidence;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.probe.Share;
import io.dynowarmup.source.rule.RankingRules;
import io.dynowarmup.topology.ExplicitTopology;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.TopologyResolver;
import io.dynowarmup.topology.ring.PeersText;
import io.dynowarmup.topology.ring.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.Test;

public class SourceAuthorityTest {
  private static final long YOUNG = 600;

  /** The rack in another data centre. */
  private static final int FAR = 9;

  private static final RedisInfo LOCAL =
      RedisInfo.parse("run_id:own\naof_enabled:1\nuptime_in_seconds:7\ndb0:keys=100\n");
  private static final String DISK = "rdb_last_load_keys_loaded:100\nuptime_in_seconds:5\n";
  private static final String LONG_UP = "uptime_in_seconds:100000\n";

  private final SourceAuthority truth = new SourceAuthority();
  private final List<PeerFacts> facts = new ArrayList<>();
  private final List<Peer> elsewhere = new ArrayList<>();
  private final Map<Peer, Long> seen = new HashMap<>();

  private static Peer peer(int rack) {
    return Peer.of(
        new Endpoint("10.0.0." + rack, 22122),
        new Endpoint("10.0.0." + rack, 8101),
        "rack" + rack,
        rack == FAR ? "old" : "dc",
        Collections.singletonList(1L));
  }

  private SourceAuthorityTest with(int rack, String more) {
    facts.add(
        PeerFacts.of(
            peer(rack),
            RedisInfo.parse("run_id:r" + rack + "\nrole:master\ndb0:keys=100,expires=0\n" + more)));
    return this;
  }

  private static String record(int rack, NodeRecord.State state) {
    String node = NodeRecord.nodeName("dc", "rack" + rack);
    return "dyno_warmup_record:"
        + NodeRecord.of(state, node, "r" + rack, 1, "", "").text()
        + "\n"
        + LONG_UP;
  }

  private RankingRules rules(long keysHere) {
    return RankingRules.of(keysHere, false, 0, Collections.emptyMap())
        .withYoungSeconds(YOUNG)
        .withSeenKeys(seen)
        .withElsewhere(elsewhere);
  }

  /** Returns this node's cluster: rack2 in its data centre, and a rack in another one. */
  private static Topology topology() {
    return new TopologyResolver(
            url -> {
              throw new AssertionError("no call is expected");
            })
        .resolve(
            ExplicitTopology.builder()
                .tokens(Tokens.parse("1"))
                .rack("rack0")
                .datacenter("dc")
                .redisHost("10.0.0.10")
                .redisPort(22122)
                .peers(
                    PeersText.parse(
                        "10.0.0.2:8101:rack2:dc:1:22122 10.0.0.9:8101:rack9:old:1:22122"))
                .build(),
            Optional.empty());
  }

  /** Chooses the first peer as the source. */
  private void choose(long keysHere) {
    List<Candidate> all = new SourceRanking(new Random(1)).rank(facts, rules(keysHere));
    Candidate source =
        all.stream().filter(c -> c.peer().equals(facts.get(0).peer())).findFirst().get();
    truth.choose(source, all, keysHere, LOCAL);
  }

  @Test
  public void aWarmSourceDecidesAndTheOthersAreAskedBeforeAKeyGoes() {
    with(1, record(1, NodeRecord.State.WARM)).with(2, LONG_UP).with(3, DISK);
    choose(100);

    assertFalse(truth.union());
    assertEquals(Optional.empty(), truth.question());
    assertEquals(Collections.singletonList(peer(2)), truth.witnesses());
  }

  @Test
  public void aColdSourceOnlyAddsToWhatIsHere() {
    with(1, record(1, NodeRecord.State.COLD)).with(2, DISK);
    choose(100);

    assertTrue(truth.union());
    assertTrue(
        truth.question().get(),
        truth.question().get().contains("this node holds 100 keys (AOF, up 7 s)"));
    assertTrue(truth.question().get(), truth.question().get().contains("10.0.0.2:22122"));
    assertTrue(truth.question().get(), truth.question().get().contains("--source rack1"));
    assertEquals(Collections.emptyList(), truth.witnesses());
  }

  @Test
  public void anEmptyNodeTakesTheOnlyCopyThatCameBack() {
    with(1, DISK);
    choose(0);

    assertFalse(truth.union());
    assertEquals(Optional.empty(), truth.question());
  }

  @Test
  public void ofSeveralThatCameBackAPersonSaysWhichIsRight() {
    with(1, DISK).with(2, DISK);
    choose(0);

    assertFalse(truth.union());
    assertTrue(
        truth.question().get(), truth.question().get().startsWith("all keys of 10.0.0.1:22122"));
  }

  private SourceAuthorityTest silent(int rack) {
    facts.add(
        PeerFacts.failed(peer(rack), new WarmupException(Reason.TIME_OUT, "no answer in 2000 ms")));
    return this;
  }

  private void assertAsksFor(int silentRack) {
    String question = truth.question().get();
    assertTrue(question, question.contains("may have lost its data"));
    assertTrue(question, question.contains("no answer from 10.0.0." + silentRack + ":22122"));
    assertTrue(question, question.contains("no answer in 2000 ms"));
  }

  @Test
  public void besideASilentPeerAnEmptyOrRestartedCopyIsNotTheWholeTruth() {
    with(1, LONG_UP + "db0:keys=0,expires=0\n").silent(3);
    choose(0);
    assertAsksFor(3);

    facts.clear();
    with(1, "loading:0\n" + DISK).silent(3);
    choose(0);
    assertTrue(truth.question().get(), truth.question().get().contains("of its own disk"));
  }

  @Test
  public void aPeerThatWasNotStartedYetIsNotMissedWhileAllAreEmpty() {
    with(1, "uptime_in_seconds:5\ndb0:keys=0,expires=0\n");
    facts.add(PeerFacts.failed(peer(3), new WarmupException(Reason.REFUSED, "refused")));
    choose(0);
    assertEquals(Optional.empty(), truth.question());

    choose(100);
    assertTrue("this node holds keys", truth.union());

    facts.clear();
    with(1, DISK);
    facts.add(PeerFacts.failed(peer(3), new WarmupException(Reason.REFUSED, "refused")));
    choose(0);
    assertEquals("a dead peer is no copy", Optional.empty(), truth.question());
  }

  @Test
  public void aLoadingPeerIsSilentToo() {
    with(1, LONG_UP + "db0:keys=0,expires=0\n").with(3, "loading:1\ndb0:keys=0,expires=0\n");
    choose(0);
    assertTrue(truth.question().get(), truth.question().get().contains("is loading its data set"));
  }

  @Test
  public void besideASilentPeerACopyWithKeysOrARecordDecides() {
    with(1, "uptime_in_seconds:5\n").silent(3);
    choose(0);
    assertEquals(Optional.empty(), truth.question());

    facts.clear();
    with(1, record(1, NodeRecord.State.WARM) + "db0:keys=0,expires=0\n").silent(3);
    choose(0);
    assertEquals(Optional.empty(), truth.question());
  }

  @Test
  public void whatASilentPeerReportedBeforeCounts() {
    with(1, LONG_UP + "db0:keys=0,expires=0\n").silent(3);
    seen.put(peer(3), 0L);
    choose(0);
    assertEquals(Optional.empty(), truth.question());

    seen.put(peer(3), 1L);
    choose(0);
    assertAsksFor(3);
  }

  @Test
  public void besideASilentPeerAnEmptyCopyRemovesNothing() {
    with(1, LONG_UP + "db0:keys=0,expires=0\n").silent(3);
    choose(112);
    assertTrue(truth.union());
    assertTrue(
        truth.question().get(),
        truth.question().get().contains("; no answer from 10.0.0.3:22122 (rack rack3, dc): no"));
  }

  @Test
  public void theOnlyCopyWithoutTheClustersWritesIsAskedAboutUntilItsDynomiteServes() {
    with(1, LONG_UP);
    Evidence evidence = Evidence.NONE.withDynomite(DynomiteSign.doesNotServe("it is in STANDBY"));
    facts.set(0, facts.get(0).withEvidence(evidence));
    choose(0);
    String question = truth.question().get();
    assertTrue(question, question.contains("does not get the cluster's writes: it is in STANDBY"));
    assertTrue(truth.outOfService());

    truth.proven();
    assertEquals(Optional.empty(), truth.question());
    assertFalse(truth.outOfService());
  }

  @Test
  public void theNextChoiceStartsOver() {
    with(1, record(1, NodeRecord.State.COLD)).with(2, LONG_UP);
    choose(100);
    assertTrue(truth.union());
    assertEquals(Collections.singletonList(peer(2)), truth.witnesses());
    truth.unitedWith(peer(1));
    Collections.reverse(facts);
    choose(100);

    assertFalse(truth.union());
    assertEquals(Collections.emptyList(), truth.witnesses());
    assertEquals(Collections.singleton(peer(1)), truth.united().keySet());
  }

  private void choosesWithHalfOfTheKeys() {
    with(1, LONG_UP);
    Evidence half = Evidence.NONE.withHoldsLocal(new Share(50, 100));
    facts.set(0, facts.get(0).withEvidence(half));
    choose(100);
  }

  @Test
  public void keysThatAColdNodeTookAreNoLossOfTheSource() {
    choosesWithHalfOfTheKeys();
    assertTrue(truth.lacksKeys());
    assertTrue(unasked(100).contains("has 50 of 100 keys sampled here"));

    truth.keepsOwnKeys(true);
    facts.clear();
    choosesWithHalfOfTheKeys();
    assertFalse(truth.lacksKeys());
    assertEquals("", unasked(100));
  }

  /** The source has 100 keys. */
  @Test
  public void aTenthThatTheSourceLacksStaysHereIfNoOtherPeerCanBeAsked() {
    with(1, LONG_UP);
    assertTrue(unasked(112).contains("has 12 keys fewer than this node"));
    assertEquals("", unasked(111));
    with(2, LONG_UP);
    assertEquals("", unasked(112));
  }

  /** The peer of this data centre has 80 keys, the source in another one 100. */
  @Test
  public void aPeerThatIsAsNewAsThisNodeIsAskedButIsNoCopy() {
    elsewhere.add(peer(FAR));
    with(FAR, LONG_UP).with(2, LONG_UP + "db0:keys=80,expires=0\n");
    choose(100);

    assertEquals(Collections.singletonList(peer(2)), truth.witnesses());
    assertTrue(unasked(135, false).contains("has 35 keys fewer than this node"));
    assertFalse(truth.otherCopies(topology(), peer(FAR)));

    elsewhere.clear();
    assertEquals("", unasked(135, false));
    assertTrue(truth.otherCopies(topology(), peer(FAR)));
  }

  /** It holds no more than this node for all that is known. */
  @Test
  public void aNewPeerThatIsTakenForWantOfAnotherLeavesAQuestion() {
    elsewhere.add(peer(FAR));
    with(1, LONG_UP + "db0:keys=60,expires=0\n").with(FAR, LONG_UP);
    choose(0);

    assertTrue(truth.question().get(), truth.question().get().contains("may be as new"));
  }

  /** The source has 100 keys. */
  @Test
  public void theOnlyOtherCopyDecidesUnlessItLacksAQuarter() {
    with(1, LONG_UP);
    assertEquals("", unasked(133, false));
    assertTrue(unasked(135, false).contains("has 35 keys fewer than this node"));
  }

  @Test
  public void theQuestionNamesEveryCopy() {
    with(1, record(1, NodeRecord.State.COLD)).with(2, DISK).with(3, DISK);
    choose(100);

    String question = truth.question().get();
    String command = question.substring(question.indexOf("run here with"));
    for (int rack = 1; rack <= 3; rack++) {
      assertTrue(question, command.contains("--source rack" + rack + " "));
      assertTrue(
          question,
          question.contains("10.0.0." + rack + ":22122 (rack rack" + rack + ", dc) hold"));
    }
  }

  private SourceAuthorityTest absent(int rack) {
    facts.add(PeerFacts.failed(peer(rack), new WarmupException(Reason.REFUSED, "refused")));
    return this;
  }

  private static String madeFrom(int rack, int from) {
    NodeRecord record =
        NodeRecord.of(
            NodeRecord.State.WARM,
            NodeRecord.nodeName("dc", "rack" + rack),
            "r" + rack,
            1_000,
            "replication",
            from == 0 ? "" : peer(from).redis().toString());
    return "dyno_warmup_record:"
        + record.doubted(NodeRecord.Doubt.UNCONFIRMED).text()
        + "\nserver_time_usec:2000000\n";
  }

  @Test
  public void aRestartedCopyBesideAnAbsentOneIsUnconfirmed() {
    with(1, DISK).absent(3);
    choose(0);
    assertTrue(truth.isUnconfirmed());
    assertEquals(Optional.empty(), truth.question());

    facts.clear();
    with(1, madeFrom(1, 2)).absent(3);
    choose(0);
    assertTrue(truth.isUnconfirmed());
  }

  @Test
  public void aDoubtAboutOnePartOfTheRangeStays() {
    with(1, DISK).absent(3);
    choose(0);
    facts.clear();
    with(2, LONG_UP);
    List<Candidate> next = new SourceRanking(new Random(1)).rank(facts, rules(0));
    truth.chooseForPart(next.get(0), next, 0, LOCAL);
    assertTrue(truth.isUnconfirmed());

    choose(0);
    assertFalse("another source of all keys", truth.isUnconfirmed());
  }

  @Test
  public void everyOtherCopyIsNot() {
    with(1, LONG_UP).absent(3);
    choose(0);
    assertFalse("it is in service", truth.isUnconfirmed());

    facts.clear();
    with(1, "uptime_in_seconds:5\n").absent(3);
    choose(0);
    assertFalse("a young cluster", truth.isUnconfirmed());

    facts.clear();
    with(1, DISK);
    choose(0);
    assertFalse("all answered", truth.isUnconfirmed());
  }

  @Test
  public void anUnconfirmedCopyDecidesNothingAboutDataOfThisNode() {
    with(1, madeFrom(1, 2));
    choose(100);
    assertTrue(truth.union());
  }

  @Test
  public void copiesOfOneOriginAreNotSeveralCopies() {
    with(1, madeFrom(1, 2)).with(2, DISK);
    choose(0);
    assertEquals("made from the other", Optional.empty(), truth.question());

    facts.clear();
    with(2, DISK).with(1, madeFrom(1, 2)).with(4, madeFrom(4, 2));
    choose(0);
    assertEquals("both made from the source", Optional.empty(), truth.question());

    facts.clear();
    with(1, madeFrom(1, 2)).with(4, madeFrom(4, 2));
    choose(0);
    assertEquals("both made from a third", Optional.empty(), truth.question());

    facts.clear();
    with(1, madeFrom(1, 0)).with(4, madeFrom(4, 0));
    choose(0);
    assertTrue("of unknown origin", truth.question().isPresent());

    facts.clear();
    with(1, madeFrom(1, 5)).with(2, DISK);
    choose(0);
    assertTrue("of another origin", truth.question().isPresent());
  }

  private static String incomplete(int rack) {
    String node = NodeRecord.nodeName("dc", "rack" + rack);
    NodeRecord record = NodeRecord.of(NodeRecord.State.COLD, node, "r" + rack, 1, "delta", "");
    return "dyno_warmup_record:"
        + record.doubted(NodeRecord.Doubt.INCOMPLETE).text()
        + "\n"
        + LONG_UP;
  }

  /** A key that it lacks may be one that it had to leave out. */
  @Test
  public void aSourceThatLeftOutDataDecidesAboutValuesAndRemovesNothing() {
    with(1, incomplete(1)).with(2, incomplete(2));
    choose(100);
    assertFalse(truth.union());
    assertEquals(Optional.empty(), truth.question());
    assertTrue(truth.decides());
    assertTrue(truth.lacksKeys());
    assertTrue(truth.incomplete().get().startsWith("10.0.0.1:22122"));
    assertEquals("it has keys", Collections.singletonList(peer(2)), truth.witnesses());

    choose(0);
    assertEquals(Optional.empty(), truth.question());
    assertTrue(truth.incomplete().isPresent());
  }

  @Test
  public void aCompleteCopyComesFirst() {
    with(1, incomplete(1)).with(2, "uptime_in_seconds:20\n");
    List<Candidate> all = new SourceRanking(new Random(1)).rank(facts, rules(100));
    assertEquals(peer(2), all.get(0).peer());
  }

  private String unasked(long keysHere) {
    return unasked(keysHere, true);
  }

  private String unasked(long keysHere, boolean others) {
    choose(keysHere);
    Candidate source =
        new SourceRanking(new Random(1))
            .rank(facts, rules(0)).stream()
                .filter(c -> c.peer().equals(facts.get(0).peer()))
                .findFirst()
                .get();
    return truth.unasked(source, keysHere, others).orElse("");
  }
}
