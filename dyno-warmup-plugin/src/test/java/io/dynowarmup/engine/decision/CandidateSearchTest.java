// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.Facts;
import io.dynowarmup.source.probe.DynomiteSign;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.rule.RankingRules;
import io.dynowarmup.source.rule.Warmth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.Test;

/** Tests when a peer of another data centre is the source. */
public class CandidateSearchTest {
  private final Map<Peer, PeerFacts> facts = new HashMap<>();
  private final List<Peer> near = new ArrayList<>();
  private final List<Peer> far = new ArrayList<>();
  private final List<Peer> asked = new ArrayList<>();
  private Peer preferred;
  private CandidateSearch search;

  private static Facts facts(String host, long keys) {
    return Facts.of(host).with("run_id", "id-" + host).keys(keys);
  }

  private static Facts warm(String host, long keys) {
    return record(host, keys, NodeRecord.State.WARM);
  }

  private static Facts record(String host, long keys, NodeRecord.State state) {
    String text = NodeRecord.of(state, "dc/rack-" + host, "id-" + host, 1, "", "").text();
    return facts(host, keys).with("dyno_warmup_record", text);
  }

  private CandidateSearchTest near(Facts of) {
    return add(near, of.build());
  }

  private CandidateSearchTest far(Facts of) {
    return add(far, of.build());
  }

  private CandidateSearchTest add(List<Peer> peers, PeerFacts of) {
    facts.put(of.peer(), of);
    peers.add(of.peer());
    return this;
  }

  private List<PeerFacts> probe(List<Peer> peers) {
    List<PeerFacts> all = new ArrayList<>();
    for (Peer peer : peers) {
      asked.add(peer);
      all.add(facts.get(peer));
    }
    return all;
  }

  /** Returns the host of the source; empty if there is none. */
  private String best() throws InterruptedException {
    RankingRules rules = RankingRules.of(0, false, 0, Collections.emptyMap());
    search = new CandidateSearch(this::probe, new Random(1), rules, preferred);
    search.best(near);
    Optional<Candidate> best = search.orElsewhere(far);
    return best.map(c -> c.peer().redis().host()).orElse("");
  }

  @Test
  public void aNewPeerIsPassedOverForAFullerOneElsewhere() throws Exception {
    near(facts("a", 600)).far(facts("f", 1000));

    assertEquals("f", best());
    assertEquals(Warmth.NEW, search.ranked().get(1).warmth());
  }

  /** The data centre that has all data does not answer. */
  @Test
  public void anEmptyPeerIsNotRightIfASilentOneElsewhereMayHoldKeys() throws Exception {
    near(facts("a", 0))
        .add(far, Facts.failed("f", WarmupException.Reason.UNREACHABLE, "no route to host"));

    assertEquals("a", best());
    assertEquals(Warmth.UNCOMPARED, search.ranked().get(0).warmth());
  }

  @Test
  public void aPeerWithAsManyKeysIsNotNew() throws Exception {
    near(facts("a", 950)).far(facts("f", 1000));

    assertEquals("a", best());
    assertEquals("only near ones are ranked", 1, search.ranked().size());
  }

  @Test
  public void aPeerWithARecordIsTakenWithoutAQuestionElsewhere() throws Exception {
    near(warm("a", 20)).far(facts("f", 1000));

    assertEquals("a", best());
    assertFalse(asked.toString(), asked.containsAll(far));
  }

  /** The new one has been up longer, so it comes first as long as no other is known. */
  @Test
  public void aWarmPeerBesideANewOneIsNearer() throws Exception {
    near(facts("a", 600).uptime(9000)).near(warm("b", 600).uptime(100)).far(facts("f", 650));
    assertEquals("a", best());

    far.clear();
    far(facts("f", 1000));
    assertEquals("b", best());
  }

  @Test
  public void anAuthorityElsewhereComesBeforeAColdPeer() throws Exception {
    near(record("a", 1000, NodeRecord.State.COLD)).far(facts("f", 1000));
    assertEquals("f", best());

    far.clear();
    far(record("f", 1000, NodeRecord.State.COLD));
    assertEquals("neither is one", "a", best());
  }

  /** It may be loading, or serve too many replicas already. */
  @Test
  public void aNewPeerIsNotTakenJustBecauseTheFullerOneCannotServe() throws Exception {
    near(facts("a", 20)).far(facts("f", 1000).with("loading", 1));

    assertEquals("", best());
  }

  @Test
  public void aPeerThatARunWasInterruptedWithDoesNotOutweighAnAuthority() throws Exception {
    near(facts("a", 600)).far(facts("f", 1000));
    preferred = near.get(0);
    assertEquals("f", best());

    facts.put(preferred, facts("a", 950).build());
    assertEquals("a", best());
  }

  private String bestOf(Peer wanted) throws InterruptedException {
    RankingRules rules =
        RankingRules.of(0, false, 0, Collections.emptyMap()).withPreferred(Optional.of(wanted));
    search = new CandidateSearch(this::probe, new Random(1), rules, wanted);
    return search.bestOf(near, far).map(c -> c.peer().redis().host()).orElse("");
  }

  @Test
  public void aPreferredPeerElsewhereWinsAsLongAsItIsAnAuthority() throws Exception {
    near(warm("a", 1000)).far(facts("f", 1000)).far(facts("g", 1000));
    assertEquals("g", bestOf(far.get(1)));

    far.clear();
    far(record("f", 1000, NodeRecord.State.COLD));
    assertEquals("a", bestOf(far.get(0)));
  }

  @Test
  public void anEmptyPreferredPeerIsPassedOver() throws Exception {
    near(facts("a", 0)).far(facts("f", 0)).far(facts("g", 1000));
    assertEquals("g", bestOf(far.get(0)));
  }

  private CandidateSearchTest near(Facts of, DynomiteSign sign) {
    PeerFacts built = of.build();
    return add(near, built.withEvidence(built.evidence().withDynomite(sign)));
  }

  /** Its Dynomite is in RESUMING: it takes all writes, and no reads yet. */
  @Test
  public void aPreferredPeerThatWaitsForItsSiteIsAnAuthority() throws Exception {
    DynomiteSign closed = DynomiteSign.resuming("is not in state NORMAL");
    near(warm("a", 1000), closed).far(facts("f", 1000));
    assertEquals("a", bestOf(near.get(0)));
    assertEquals("no site prefers it", "f", best());

    near.clear();
    near(facts("a", 1000), closed);
    assertEquals("it has no record", "f", bestOf(near.get(0)));

    near.clear();
    near(warm("a", 1000), DynomiteSign.doesNotServe("is in STANDBY"));
    assertEquals("it drops writes", "f", bestOf(near.get(0)));
  }
}
