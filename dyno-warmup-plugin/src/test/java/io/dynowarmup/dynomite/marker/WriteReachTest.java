// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.marker;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.fakes.FakeRedis;
import io.dynowarmup.fakes.World;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.time.CancelSignal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Test;

/** In these tests a peer is a Redis. What it accepts arrives where the test takes it. */
public class WriteReachTest {
  private static final RedisAccess ACCESS = RedisAccess.plain(500);
  private static final int LONG_MILLIS = 31_000;

  private final World world = new World();
  private final FakeRedis source = world.redis("source", 22122);
  private final FakeRedis here = world.redis("here", 22123);
  private final FakeRedis peer = world.redis("peer", 22201);
  private final WriteReach reach =
      new WriteReach(
          Collections.singletonList(peer.endpoint()),
          Optional.empty(),
          world,
          ACCESS,
          node(source),
          node(here),
          false,
          WriteReachTest::keys,
          world.time());

  private static List<String> keys(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.toList());
  }

  private RedisNode node(FakeRedis redis) {
    return world.connect(redis.endpoint(), ACCESS);
  }

  private void arrive(FakeRedis at) {
    RedisNode node = node(at);
    keys(OwnKeys.MARKER, OwnKeys.MARKERS).forEach(key -> node.set(key, peer.held(key), 10_000));
  }

  private void pass(int millis) throws InterruptedException {
    world.time().millis(millis, CancelSignal.never());
  }

  @After
  public void close() {
    reach.close();
  }

  @Test
  public void doneWhenTheMarkerIsAtTheSource() {
    assertFalse(reach.poll());
    arrive(source);
    assertTrue(reach.poll());
    assertEquals(Optional.empty(), reach.cut());
  }

  @Test
  public void waitsForBothSidesIfThisNodeTakesWrites() {
    reach.again(true);
    assertFalse(reach.poll());
    arrive(source);
    assertFalse(reach.poll());
    arrive(here);
    assertTrue(reach.poll());
  }

  /** Nodes of other racks with the same tokens use the same keys, at the same moment. */
  @Test
  public void aMarkerOfAnotherNodeUnderTheSameKeyProvesNothing() {
    reach.again(true);
    for (FakeRedis redis : new FakeRedis[] {source, here}) {
      RedisNode node = node(redis);
      keys(OwnKeys.MARKER, OwnKeys.MARKERS).forEach(key -> node.set(key, "of another", 10_000));
    }
    assertFalse(reach.poll());
    arrive(source);
    arrive(here);
    assertTrue(reach.poll());
  }

  /** A marker that arrived before the check was repeated is older than what is to be proven. */
  @Test
  public void anEarlierMarkerProvesNothing() {
    reach.again(true);
    reach.poll();
    arrive(source);
    arrive(here);
    assertTrue(reach.poll());
    long later = world.time().nanos();
    reach.again(true);
    assertFalse(reach.poll());
    assertFalse(reach.coversBoth(later + 1_000_000_000));
    arrive(source);
    arrive(here);
    assertTrue(reach.poll());
  }

  @Test
  public void aSourceThatDiesWhileMarkersAreWaitedForIsGivenUp() throws Exception {
    reach.again(true);
    assertFalse(reach.poll());
    source.down = true;
    assertFalse(reach.poll());
    pass(LONG_MILLIS);
    WarmupException e = assertThrows(WarmupException.class, reach::poll);
    assertEquals(Reason.SOURCE_FAILED, e.reason());
  }

  @Test
  public void aSourceThatAnswersAgainIsNot() throws Exception {
    reach.again(true);
    assertFalse(reach.poll());
    source.down = true;
    assertFalse(reach.poll());
    source.down = false;
    assertFalse(reach.poll());
    source.down = true;
    pass(LONG_MILLIS);
    assertFalse("its silence begins again", reach.poll());
  }

  @Test
  public void whatNeverReachesThisNodeIsADoubt() throws Exception {
    reach.again(true);
    assertFalse(reach.poll());
    arrive(source);
    assertFalse(reach.poll());
    assertEquals(Optional.empty(), reach.doubt(true));
    for (int second = 0; second < 20 && !reach.poll(); second++) {
      pass(1_000);
    }
    assertTrue(reach.poll());
    assertSays("does not reach this node within 15000 ms", reach.doubt(true));
    reach.again(true);
    reach.poll();
    arrive(source);
    assertTrue("it is not waited for again", reach.poll());
    assertTrue(reach.doubt(true).isPresent());
  }

  /** Another node with the same tokens may overwrite or delete it, and it expires. */
  @Test
  public void aMarkerThatIsGoneHereIsSentAgain() throws Exception {
    reach.again(true);
    assertFalse(reach.poll());
    arrive(source);
    assertFalse(reach.poll());
    RedisNode accepted = node(peer);
    keys(OwnKeys.MARKER, OwnKeys.MARKERS).forEach(accepted::delete);
    pass(1_500);
    assertFalse(reach.poll());
    arrive(here);
    assertTrue(reach.poll());
  }

  @Test
  public void aLocalRedisThatDidNotAnswerForAWhileIsNone() throws Exception {
    reach.again(true);
    assertFalse(reach.poll());
    arrive(source);
    here.down = true;
    for (int second = 0; second < 20; second++) {
      assertFalse(reach.poll());
      pass(1_000);
    }
    here.down = false;
    assertFalse(reach.poll());
    arrive(here);
    assertTrue(reach.poll());
    assertEquals(Optional.empty(), reach.doubt(true));
  }

  @Test
  public void aMarkerThatWasAcceptedIsWaitedForEvenIfTheNextOneIsRefused() throws Exception {
    assertFalse(reach.poll());
    peer.down = true;
    pass(1_500);
    assertFalse(reach.poll());
    assertEquals(Optional.empty(), reach.doubt(true));
    pass(15_000);
    assertTrue(reach.poll());
    assertSays("does not reach the source within 15000 ms", reach.doubt(true));
  }

  @Test
  public void aPeerThatRefusesEveryMarkerIsNotWaitedFor() {
    peer.down = true;
    assertTrue(reach.poll());
    assertEquals(Optional.empty(), reach.doubt(true));
    assertFalse(reach.hasWitness());
  }

  private static void assertSays(String expected, Optional<String> doubt) {
    assertTrue(doubt.toString(), doubt.orElse("").contains(expected));
  }

  @Test
  public void aNodeWhoseMarkersDoNotReachTheSourceIsNamed() throws Exception {
    for (int second = 0; second < 20 && !reach.poll(); second++) {
      pass(1_000);
    }
    assertEquals(Optional.of(peer.endpoint()), reach.cut());
  }
}
