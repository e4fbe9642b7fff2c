// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.Test;

public class RackRingTest {
  private static final long MAX = 0xffffffffL;
  private static final int ROUNDS = 200;

  private final Random random = new Random(17);

  static Peer peer(String host, String rack, String dc, Long... tokens) {
    return Peer.of(
        new Endpoint(host, 22122), new Endpoint(host, 8101), rack, dc, Arrays.asList(tokens));
  }

  private static RackRing ring(Peer... peers) {
    return RackRing.of(Arrays.asList(peers), Collections.emptyList()).get(0);
  }

  private static List<TokenRange> ranges(long own, Long... tokens) {
    return new TokenRing(Arrays.asList(tokens)).ranges(Collections.singletonList(own));
  }

  /** Returns nodes with so many tokens in all, dealt out to them in a random order. */
  private List<Peer> randomNodes(int nodes, int tokensEach) {
    Set<Long> tokens = new HashSet<>();
    while (tokens.size() < nodes * tokensEach) {
      boolean atAnEnd = random.nextInt(20) == 0;
      tokens.add(atAnEnd ? (random.nextBoolean() ? 0 : MAX) : random.nextInt() & MAX);
    }
    List<Long> dealt = new ArrayList<>(tokens);
    Collections.shuffle(dealt, random);
    List<Peer> all = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      List<Long> own = dealt.subList(i * tokensEach, (i + 1) * tokensEach);
      all.add(peer("10.0.0." + i, "r", "d", own.toArray(new Long[0])));
    }
    return all;
  }

  /** The hashes at which something may change, and random ones. */
  private List<Long> hashes(List<Peer> one, List<Peer> other) {
    Set<Long> hashes = new HashSet<>(Arrays.asList(0L, 1L, MAX - 1, MAX));
    for (List<Peer> nodes : Arrays.asList(one, other)) {
      for (Peer p : nodes) {
        for (long t : p.tokens()) {
          hashes.addAll(Arrays.asList((t - 1) & MAX, t, (t + 1) & MAX));
        }
      }
    }
    for (int i = 0; i < 50; i++) {
      hashes.add(random.nextInt() & MAX);
    }
    return new ArrayList<>(hashes);
  }

  /** Finds the owner as Dynomite does, by a search through all tokens. */
  private static Peer owner(List<Peer> nodes, long hash) {
    Peer owner = null;
    long best = -1;
    for (Peer p : nodes) {
      for (long t : p.tokens()) {
        long steps = (t - hash) & MAX;
        // Beyond the last token comes the smallest one.
        if (best < 0 || steps < best) {
          best = steps;
          owner = p;
        }
      }
    }
    return owner;
  }

  private void sharesAreExact(List<Peer> from, List<Peer> to) {
    RackRing source = RackRing.of(from, Collections.emptyList()).get(0);
    Set<Long> tokens = new HashSet<>();
    to.forEach(p -> tokens.addAll(p.tokens()));
    TokenRing target = new TokenRing(tokens);
    List<Long> hashes = hashes(from, to);
    Map<Peer, Long> sizes = new HashMap<>();
    for (Peer node : to) {
      List<TokenRange> own = target.ranges(node.tokens());
      List<RangeShare> shares = source.shares(own);
      for (RangeShare share : shares) {
        sizes.merge(share.owner().get(), share.size(), Long::sum);
      }
      assertEquals(
          own.stream().mapToLong(TokenRange::size).sum(),
          shares.stream().mapToLong(RangeShare::size).sum());
      assertEquals(shares.size(), shares.stream().map(s -> s.owner().get()).distinct().count());
      for (long hash : hashes) {
        long holding = shares.stream().filter(s -> s.holds(hash)).count();
        boolean ours = owner(to, hash).equals(node);
        assertEquals("hash " + hash + " of " + own, ours ? 1 : 0, holding);
        if (ours) {
          RangeShare share = shares.stream().filter(s -> s.holds(hash)).findFirst().get();
          assertEquals(owner(from, hash), share.owner().get());
        }
      }
    }
    assertEquals(1L << 32, sizes.values().stream().mapToLong(Long::longValue).sum());
    TokenRing old = new TokenRing(tokensOf(from));
    sizes.forEach(
        (peer, size) ->
            assertEquals(
                old.ranges(peer.tokens()).stream().mapToLong(TokenRange::size).sum(), (long) size));
  }

  private static Set<Long> tokensOf(List<Peer> nodes) {
    Set<Long> tokens = new HashSet<>();
    nodes.forEach(p -> tokens.addAll(p.tokens()));
    return tokens;
  }

  @Test
  public void sharesOfRandomRingsAreDisjointAndCompleteAndBelongToTheirOwners() {
    int[][] changes = {{3, 6}, {6, 3}, {4, 5}, {1, 3}, {3, 1}, {1, 1}, {5, 5}};
    for (int round = 0; round < ROUNDS; round++) {
      int[] change = changes[round % changes.length];
      sharesAreExact(
          randomNodes(change[0], 1 + random.nextInt(3)),
          randomNodes(change[1], 1 + random.nextInt(3)));
    }
  }

  @Test
  public void aFailedOwnerIsReplacedForItsPartsOnly() {
    for (int round = 0; round < ROUNDS; round++) {
      RackRing first = RackRing.of(randomNodes(3, 2), Collections.emptyList()).get(0);
      RackRing second = RackRing.of(randomNodes(4, 2), Collections.emptyList()).get(0);
      List<Peer> to = randomNodes(5, 1);
      List<TokenRange> own = new TokenRing(tokensOf(to)).ranges(to.get(0).tokens());
      RangeShare lost = first.shares(own).get(0);
      List<RangeShare> instead = second.shares(lost.ranges());
      for (int i = 0; i < 100; i++) {
        long hash = random.nextInt() & MAX;
        assertEquals(lost.holds(hash), instead.stream().anyMatch(s -> s.holds(hash)));
      }
      assertEquals(lost.size(), instead.stream().mapToLong(RangeShare::size).sum());
    }
  }

  @Test
  public void aDoubledRingSplitsEachRangeInTwo() {
    Peer a = peer("a", "r", "d", 100L);
    Peer b = peer("b", "r", "d", 200L);
    RackRing old = ring(a, b);
    assertEquals("[[(100, 150]] of " + b + "]", shares(old, 150L, 50L, 100L, 150L, 200L));
    assertEquals("[[(200, 50]] of " + a + "]", shares(old, 50L, 50L, 100L, 150L, 200L));
  }

  @Test
  public void aShrunkRingTakesFromSeveralOwners() {
    Peer a = peer("a", "r", "d", 100L, 250L);
    Peer b = peer("b", "r", "d", 200L);
    assertEquals(
        "[[(300, 100], (200, 250]] of " + a + ", [(100, 200]] of " + b + "]",
        shares(ring(a, b), 250L, 250L, 300L));
  }

  private static String shares(RackRing of, long own, Long... tokens) {
    return of.shares(ranges(own, tokens)).toString();
  }

  @Test
  public void aWholeRingOfOneTokenIsEverything() {
    RackRing one = ring(peer("a", "r", "d", 7L));
    List<RangeShare> shares = one.shares(ranges(9L, 9L));
    assertEquals(1, shares.size());
    assertEquals(1L << 32, shares.get(0).size());
    for (long hash : new long[] {0, 7, 8, 9, 10, MAX}) {
      assertTrue(shares.get(0).holds(hash));
    }
  }

  @Test
  public void aVacantTokenAndOneOfTwoNodesHaveNoOwner() {
    ClusterNode vacant =
        ClusterNode.of(new Endpoint("x", 8101), "r", "d", Arrays.asList(200L, 100L));
    RackRing ring =
        RackRing.of(
                Arrays.asList(
                    peer("a", "r", "d", 100L),
                    peer("b", "r", "d", 300L),
                    peer("c", "r", "d", 300L)),
                Collections.singletonList(vacant))
            .get(0);
    assertEquals("a", ring.ownerOf(100).get().redis().host());
    assertEquals(Optional.empty(), ring.ownerOf(101));
    assertEquals(Optional.empty(), ring.ownerOf(300));
    List<RangeShare> shares = ring.shares(ranges(9L, 9L));
    assertEquals(2, shares.size());
    assertEquals(
        200, shares.stream().filter(s -> !s.owner().isPresent()).mapToLong(RangeShare::size).sum());
  }

  @Test
  public void racksOfAllDataCentresAreOrdered() {
    List<RackRing> rings =
        RackRing.of(
            Arrays.asList(
                peer("a", "r2", "d2", 1L),
                peer("b", "r1", "d2", 1L),
                peer("c", "r2", "d1", 1L),
                peer("d", "r2", "d1", 5L)),
            Collections.emptyList());
    assertEquals(3, rings.size());
    assertTrue(rings.get(0).isRack("r2", "d1"));
    assertTrue(rings.get(1).isRack("r1", "d2"));
    assertFalse(rings.get(1).isRack("r1", "d1"));
    assertEquals("d", rings.get(0).ownerOf(2).get().redis().host());
  }
}
