// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.source.Facts;
import io.dynowarmup.source.probe.PeerFacts;
import java.util.Arrays;
import java.util.Collections;
import org.junit.Test;

public class NewPeersTest {
  private static final RankingRules RULES = RankingRules.of(0, false, 0, Collections.emptyMap());
  private static final PeerFacts FAR = Facts.of("far").with("run_id", "f").keys(1000).build();

  private static Facts near(long keys) {
    return Facts.of("near").with("run_id", "n").keys(keys);
  }

  private static Facts record(Facts of, NodeRecord.State state, String node, String runId) {
    return of.with("dyno_warmup_record", NodeRecord.of(state, node, runId, 1, "", "").text());
  }

  private static Warmth beside(PeerFacts near, PeerFacts far) {
    RankingRules rules = RULES.withElsewhere(Collections.singletonList(FAR.peer()));
    return new Eligibility(rules, Arrays.asList(near, far)).warmth(near);
  }

  private static Warmth inNewRing(PeerFacts peer) {
    return new Eligibility(RULES.withNewRing(true), Collections.singletonList(peer)).warmth(peer);
  }

  @Test
  public void clearlyMoreKeysInAnotherDataCentreMakeAPeerNew() {
    assertEquals(Warmth.NEW, beside(near(899).build(), FAR));
    assertEquals(Warmth.AUTHORITY, beside(near(900).build(), FAR));
  }

  @Test
  public void aPeerOfThisDataCentreDoesNot() {
    PeerFacts sibling = Facts.of("sibling").with("run_id", "s").keys(1000).build();
    PeerFacts near = near(899).build();
    assertEquals(
        Warmth.AUTHORITY, new Eligibility(RULES, Arrays.asList(near, sibling)).warmth(near));
  }

  @Test
  public void aRecordThatItWasWarmedOutweighsThem() {
    PeerFacts warm = record(near(20), NodeRecord.State.WARM, "dc/rack-near", "n").build();
    assertEquals(Warmth.AUTHORITY, beside(warm, FAR));
    assertEquals(Warmth.AUTHORITY, inNewRing(warm));
  }

  @Test
  public void theRecordOfAnotherNodeDoesNot() {
    PeerFacts copied = record(near(20), NodeRecord.State.WARM, "dc/rack-far", "f").build();
    assertEquals(Warmth.NEW, beside(copied, FAR));
  }

  @Test
  public void besideAnotherRingTheNumberOfKeysSaysNothing() {
    assertEquals(Warmth.NEW, inNewRing(near(1_000_000).build()));
    assertEquals(Warmth.NEW, beside(near(899).uptime(1_000_000).build(), FAR));
  }

  /** Its keys may be old, or may be another cluster's. */
  @Test
  public void aPeerElsewhereThatMayNotDecideProvesNothing() {
    PeerFacts far = Facts.of("far").with("run_id", "f").keys(1000).build();
    PeerFacts cold =
        record(
                Facts.of("far").with("run_id", "f").keys(1000),
                NodeRecord.State.COLD,
                "dc/rack-far",
                "f")
            .build();
    assertEquals(Warmth.NEW, beside(near(20).build(), far));
    assertEquals(Warmth.AUTHORITY, beside(near(20).build(), cold));
    assertEquals(
        Warmth.AUTHORITY,
        beside(near(20).build(), Facts.failed("far", Reason.TIME_OUT, "does not answer")));
  }

  @Test
  public void aPeerThatIsNoAuthorityAnywayKeepsItsReason() {
    PeerFacts cold = record(near(20), NodeRecord.State.COLD, "dc/rack-near", "n").build();
    assertEquals(Warmth.COLD, beside(cold, FAR));
    assertEquals(Warmth.COLD, inNewRing(cold));
  }
}
