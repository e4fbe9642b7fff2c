// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.shares;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.topology.ExplicitTopology;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.TopologyResolver;
import io.dynowarmup.topology.ring.PeersText;
import io.dynowarmup.topology.ring.RackRing;
import io.dynowarmup.topology.ring.RingOrder;
import io.dynowarmup.topology.ring.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.Test;

public class RangePlanTest {
  private static final List<Peer> NONE = Collections.emptyList();
  private static final List<byte[]> NO_KEYS = Collections.emptyList();

  /** This node is r1 of new, with 2000 of the tokens 1000, 2000, 3000. */
  private static final String OWN_RACK = "x:1:r1:new:1000 y:1:r1:new:3000 ";

  static Topology topology(String token, String peers) {
    return new TopologyResolver(
            url -> {
              throw new AssertionError("no call is expected");
            })
        .resolve(
            ExplicitTopology.builder()
                .tokens(Tokens.parse(token))
                .rack("r1")
                .datacenter("new")
                .redisHost("h")
                .redisPort(1)
                .peers(PeersText.parse(peers))
                .build(),
            Optional.empty());
  }

  private static RangePlan plan(Topology topology) {
    RingOrder order =
        new RingOrder(Collections.singleton("h"), "r1", "new", peer -> OptionalLong.empty());
    return RangePlan.of(topology, topology.otherRacks(), order).get();
  }

  private static List<String> hosts(SourceShare share) {
    return share.candidates().stream().map(p -> p.redis().host()).collect(Collectors.toList());
  }

  private static String next(RangePlan plan, List<Peer> notNow) {
    return plan.next(notNow).map(s -> hosts(s) + " " + s.ranges()).orElse("none");
  }

  private static void arrived(RangePlan plan) {
    plan.arrived(plan.current().get().candidates().get(0), Collections.emptyList(), "run 1");
  }

  private static Progress copied(int percent, long bytes) {
    return new Progress.Builder()
        .stage(Progress.Stage.COPYING)
        .note("copying")
        .share(percent)
        .bytesDone(bytes)
        .leftMillis(1_000)
        .build();
  }

  @Test
  public void theProgressIsThatOfAllPartsAndNeverBeginsAgain() {
    RangePlan plan = plan(topology("2000", OWN_RACK + "a:1:o1:old:1500 b:1:o1:old:4000"));
    next(plan, NONE);
    Progress whole = plan.overall(copied(50, 700), AheadProgress.none());
    assertEquals("50 % of this node's range: copying", whole.note());
    assertEquals(25, whole.percent().getAsInt());
    assertEquals(700, whole.bytesDone().getAsLong());
    assertEquals("1 s here, 2 s for the other half", 3_000, whole.leftMillis().getAsLong());
    arrived(plan);
    plan.arrivedBytes(1_400);
    next(plan, NONE);
    whole = plan.overall(copied(50, 700), AheadProgress.none());
    assertEquals(75, whole.percent().getAsInt());
    assertEquals(2_100, whole.bytesDone().getAsLong());
    assertEquals(1_000, whole.leftMillis().getAsLong());
  }

  @Test
  public void theProgressContainsThePartsThatAreCopiedAtTheSameTime() {
    RangePlan plan = plan(topology("2000", OWN_RACK + "a:1:o1:old:1500 b:1:o1:old:4000"));
    next(plan, NONE);
    AheadProgress ahead = AheadProgress.none().plus(plan.following().get(0), copied(40, 300));

    Progress whole = plan.overall(copied(50, 700), ahead);

    assertEquals("50 % of this node's range (1 more at the same time): copying", whole.note());
    assertEquals(45, whole.percent().getAsInt());
    assertEquals(1_000, whole.bytesDone().getAsLong());
    assertEquals("the other half is copied meanwhile", 1_000, whole.leftMillis().getAsLong());
    arrived(plan);
    plan.arrivedBytes(1_400);
    next(plan, NONE);
    assertEquals(70, plan.overall(copied(40, 300), AheadProgress.none()).percent().getAsInt());
  }

  @Test
  public void thePartsThatFollowAreThoseOfTheSameRackThatAreAskedNext() {
    RangePlan plan =
        plan(
            topology(
                "2000",
                OWN_RACK
                    + "a:1:o1:old:1300 b:1:o1:old:1600 c:1:o1:old:4000 "
                    + "d:1:o2:old:1500 e:1:o2:old:4000"));

    assertEquals("[a] [(1000, 1300]]", next(plan, NONE));
    List<SourceShare> following = plan.following();
    assertEquals(2, following.size());
    assertEquals("[b]", hosts(following.get(0)).toString());
    assertEquals("[c]", hosts(following.get(1)).toString());
    assertFalse(following.get(0).overlaps(following.get(1)));
    assertFalse(following.get(0).overlaps(plan.current().get()));
    arrived(plan);
    next(plan, NONE);
    assertTrue(plan.current().get().isSamePart(following.get(0)));
    assertFalse(plan.current().get().isSamePart(following.get(1)));
    List<Peer> b = following.get(0).candidates();
    next(plan, b);
    assertTrue("c is next", plan.current().get().isSamePart(following.get(1)));
    arrived(plan);
    assertEquals("[d] [(1300, 1500]]", next(plan, b));
    assertTrue("as b's part", plan.current().get().overlaps(following.get(0)));
    assertFalse(plan.current().get().isSamePart(following.get(0)));
    assertEquals("[e]", hosts(plan.following().get(0)).toString());
  }

  @Test
  public void everyOwnerOfAPartIsAskedForItsPartInTurn() {
    RangePlan plan = plan(topology("2000", OWN_RACK + "a:1:o1:old:1500 b:1:o1:old:4000"));

    assertEquals("[a] [(1000, 1500]]", next(plan, NONE));
    arrived(plan);
    assertTrue(plan.begun());
    assertFalse(plan.complete());
    assertEquals("[b] [(1500, 2000]]", next(plan, NONE));
    assertEquals("50 % of this node's range, (1500, 2000]", plan.current().get().toString());
    assertEquals("half of b's 2,500", 200, plan.current().get().ofSource(1_000));
    assertEquals(500, plan.current().get().ofNode(1_000));
    assertEquals(500, plan.current().get().ofSample(NO_KEYS, 1_000));
    arrived(plan);
    assertTrue(plan.complete());
    assertEquals("none", next(plan, NONE));
  }

  /** The hash may put all keys of this node into another part. */
  @Test
  public void aSampleShowsHowManyKeysOfThisNodeAreInThePart() {
    RangePlan plan = plan(topology("2000", OWN_RACK + "a:1:o1:old:1500 b:1:o1:old:4000"));
    SourceShare share = plan.next(NONE).get();
    List<byte[]> sample = new ArrayList<>();
    for (int i = 0; sample.size() < 10; i++) {
      byte[] key = ("k" + i).getBytes(StandardCharsets.US_ASCII);
      if (!share.contains(key)) {
        sample.add(key);
      }
    }

    assertEquals(0, share.ofSample(sample, 1_000));
  }

  @Test
  public void theOnlyNodeOfAnotherRingHoldsMoreThanOneOfThisRing() {
    Topology topology = topology("2000", OWN_RACK + "a:1:o1:old:2000");

    assertEquals(NONE, topology.sameTokenPeers(true));
    assertEquals("[a] [(1000, 2000]]", next(plan(topology), NONE));
  }

  /** The node with the same token holds (1500, 2000] only. */
  @Test
  public void aRackOfThisDataCentreWithOtherTokensIsAnotherRing() {
    Topology topology =
        topology(
            "2000", OWN_RACK + "c:1:r2:new:1000 d:1:r2:new:1500 e:1:r2:new:2000 f:1:r2:new:3000");

    assertEquals(NONE, topology.sameTokenPeers(false));
    RangePlan plan = plan(topology);
    assertEquals("[d] [(1000, 1500]]", next(plan, NONE));
    arrived(plan);
    assertEquals("[e] [(1500, 2000]]", next(plan, NONE));
  }

  @Test
  public void inThisDataCentreBothRingsHaveToBeKnown() {
    String rack = "c:1:r2:new:1000 d:1:r2:new:1500 e:1:r2:new:2000 f:1:r2:new:3000";

    assertFalse(NewRing.isBesideAnother(topology("2000", rack), false));
    assertFalse(NewRing.isBesideAnother(topology("2000", OWN_RACK + "e:1:r2:new:2000"), false));
    assertTrue(NewRing.isBesideAnother(topology("2000", OWN_RACK + rack), false));
  }

  /** The peer of the complete rack has the older keys of the dead node; its neighbour has not. */
  @Test
  public void aRackWithADeadNodeIsNoOtherRingBesideACompleteRack() {
    String gap = "c:1:r2:new:1000 e:1:r2:new:3000 ";
    String complete = "f:1:r3:new:1000 g:1:r3:new:2000 h:1:r3:new:3000";

    assertTrue(NewRing.isBesideAnother(topology("2000", OWN_RACK + gap), false));
    Topology topology = topology("2000", OWN_RACK + gap + complete);
    assertFalse(NewRing.isBesideAnother(topology, false));
    assertEquals("g", topology.sameTokenPeers(false).get(0).redis().host());
  }

  @Test
  public void rangesWithoutASourceAreLookedForAgainIfAnOwnerMayAnswerSoon() throws Exception {
    RangePlan plan = plan(topology("2000", OWN_RACK + "a:1:o1:old:1500 b:1:o1:old:4000"));
    StoredRanges.Probe dead = part -> !hosts(part).contains("b");

    assertEquals("[(1500, 2000]]", plan.stored().find(dead).toString());
    assertEquals("[]", plan.stored().find(dead).toString());
    plan.stored().askAgain();
    assertEquals("[(1500, 2000]]", plan.stored().find(dead).toString());
    plan.stored().askAgain();
    assertEquals("[]", plan.stored().find(part -> true).toString());
  }

  @Test
  public void aRackThatDividesTheKeysAlikeIsNoOtherRing() {
    Topology topology =
        topology(
            "2000", OWN_RACK + "c:1:r2:new:1000 d:1:r2:new:2000 e:1:r2:new:3000 a:1:o1:old:2000");

    assertEquals(
        Collections.singletonList("o1"),
        topology.otherRings().stream().map(RackRing::rack).collect(Collectors.toList()));
  }

  @Test
  public void nodesWithTheSameTokensInEqualRingsAreCandidatesForOnePart() {
    RangePlan plan =
        plan(
            topology(
                "2000",
                OWN_RACK
                    + "a:1:o1:old:1500 b:1:o1:old:4000 c:1:o2:old:1500 d:1:o2:old:4000"
                    + " e:1:o3:old:1500 f:1:o3:old:3999"));

    assertEquals("[a, c] [(1000, 1500]]", next(plan, NONE));
  }

  @Test
  public void aPartIsAskedOfAnotherRackIfNobodyElseIsLeft() {
    RangePlan plan =
        plan(
            topology(
                "2000",
                OWN_RACK + "a:1:o1:old:1500 b:1:o1:old:4000 c:1:o2:old:1200 d:1:o2:old:1800"));
    Peer a = plan.next(NONE).get().candidates().get(0);

    plan.next(Collections.singletonList(a));
    arrived(plan);

    assertEquals("[c] [(1000, 1200]]", next(plan, Collections.singletonList(a)));
    plan.refused(Collections.emptyList());
    assertEquals("[d] [(1200, 1500]]", next(plan, Collections.singletonList(a)));
    arrived(plan);
    assertEquals("none", next(plan, Collections.singletonList(a)));
    assertEquals("(1000, 1200]", plan.missing());
    plan.askAgain();
    assertEquals("[c] [(1000, 1200]]", next(plan, Collections.singletonList(a)));
  }

  @Test
  public void whatArrivedInAnotherProcessIsCopiedAgain() {
    RangePlan plan = plan(topology("2000", OWN_RACK + "a:1:o1:old:1500 b:1:o1:old:4000"));
    plan.next(NONE);
    arrived(plan);
    plan.next(NONE);

    assertTrue(plan.forgetUnless("run 2"));
    assertFalse(plan.begun());
    assertEquals("(1000, 2000]", plan.missing());
    assertFalse(plan.forgetUnless("run 2"));
    assertEquals("[a] [(1000, 1500]]", next(plan, NONE));
  }

  /** A run forgets parts when the current one arrives. */
  @Test
  public void whatIsForgottenIsStillMissingWhenTheCurrentPartHasArrived() {
    RangePlan plan = plan(topology("2000", OWN_RACK + "a:1:o1:old:1500 b:1:o1:old:4000"));
    plan.next(NONE);
    arrived(plan);
    plan.next(NONE);

    assertTrue(plan.forgetUnless("run 2"));
    plan.arrived(plan.current().get().candidates().get(0), Collections.emptyList(), "run 2");

    assertFalse(plan.complete());
    assertEquals("(1000, 1500]", plan.missing());
    assertEquals("[a] [(1000, 1500]]", next(plan, NONE));
  }

  @Test
  public void theOnlyNodeOfARingIsAskedOfAllNodes() {
    RangePlan plan = plan(topology("7", "a:1:o1:old:1500 b:1:o1:old:4000"));
    long size = 0;
    while (plan.next(NONE).isPresent()) {
      size += plan.current().get().ofNode(1_000);
      arrived(plan);
    }
    assertTrue(plan.complete());
    assertEquals(1_000, size);
  }

  /** Each key of this node's range belongs to exactly one part, and to its source. */
  @Test
  public void partsOfRandomRingsAreDisjointAndCoverTheRange() {
    Random random = new Random(17);
    for (int round = 0; round < 100; round++) {
      StringBuilder peers = new StringBuilder("x:1:r1:new:" + token(random));
      int racks = 1 + random.nextInt(3);
      for (int rack = 0; rack < racks; rack++) {
        int nodes = 1 + random.nextInt(4);
        for (int i = 0; i < nodes; i++) {
          peers.append(" n").append(i).append(":1:o").append(rack).append(":old:");
          peers.append(token(random));
        }
      }
      Topology topology = topology(String.valueOf(token(random)), peers.toString());
      List<SourceShare> parts = new ArrayList<>();
      RangePlan plan = plan(topology);
      while (plan.next(NONE).isPresent()) {
        parts.add(plan.current().get());
        arrived(plan);
      }
      assertTrue(plan.complete());
      for (int key = 0; key < 100; key++) {
        byte[] name = ("key:" + random.nextInt()).getBytes(StandardCharsets.UTF_8);
        List<SourceShare> holding =
            parts.stream().filter(p -> p.contains(name)).collect(Collectors.toList());
        assertEquals(peers.toString(), topology.keyRange().holds(name) ? 1 : 0, holding.size());
        holding.forEach(p -> assertTrue(peers.toString(), p.held().contains(name)));
      }
    }
  }

  private static long token(Random random) {
    return random.nextInt() & 0xffffffffL;
  }

  @Test
  public void aKeyWithoutAHashBelongsToNoPart() {
    RangePlan plan = plan(topology("2000", OWN_RACK + "a:1:o1:old:1500 b:1:o1:old:4000"));
    assertFalse(plan.next(NONE).get().contains(new byte[0]));
    assertEquals(Arrays.asList("a"), hosts(plan.current().get()));
  }
}
