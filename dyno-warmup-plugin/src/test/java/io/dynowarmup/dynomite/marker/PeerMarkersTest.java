// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.marker;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.fakes.FakeRedis;
import io.dynowarmup.fakes.Faults;
import io.dynowarmup.fakes.World;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.OwnKeys;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Test;

/** In these tests a peer is a Redis: what it accepts arrives here only if it is the local one. */
public class PeerMarkersTest {
  private static final int LIMIT_MILLIS = 500;

  private final World world = new World();
  private final FakeRedis local = world.redis("local", 22122);
  private final FakeRedis far = world.redis("far", 22201);
  private final FakeRedis refusing = world.redis("refusing", 22202);
  private PeerMarkers markers = markers();

  private PeerMarkers markers() {
    return new PeerMarkers(
        world,
        RedisAccess.plain(LIMIT_MILLIS),
        world.connect(local.endpoint(), RedisAccess.plain(LIMIT_MILLIS)),
        PeerMarkersTest::keys,
        world.time(),
        world.time());
  }

  private static List<String> keys(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.toList());
  }

  private OptionalLong measure(FakeRedis... peers) throws InterruptedException {
    List<Endpoint> ports =
        Arrays.stream(peers).map(FakeRedis::endpoint).collect(Collectors.toList());
    return markers.measureNanos(ports, LIMIT_MILLIS);
  }

  @After
  public void close() {
    markers.close();
  }

  @Test
  public void aMarkerThatIsAcceptedAndSlowIsStillWaitedFor() throws Exception {
    assertEquals(OptionalLong.of(LIMIT_MILLIS * 1_000_000L), measure(local, far));
    assertEquals(2, markers.size());
    markers.send(LIMIT_MILLIS);
    assertFalse("the barrier does not hold without it", markers.arrived());
  }

  @Test
  public void aNodeThatRefusesIsNot() throws Exception {
    refusing.down = true;
    assertTrue(measure(local, refusing).getAsLong() < LIMIT_MILLIS * 1_000_000L);
    assertEquals(1, markers.size());
    markers.send(LIMIT_MILLIS);
    assertTrue(markers.arrived());
  }

  @Test
  public void norIsOneWhoseWritesTheSourceIsKnownNotToGet() throws Exception {
    measure(local, far);
    markers.dropMissing();
    assertEquals(1, markers.size());
    markers.send(LIMIT_MILLIS);
    assertTrue(markers.arrived());
  }

  /** A node of another rack with the same tokens uses the same keys. */
  @Test
  public void aMarkerOfAnotherNodeUnderTheSameKeyProvesNothing() throws Exception {
    RedisNode here = world.connect(local.endpoint(), RedisAccess.plain(LIMIT_MILLIS));
    measure(far);
    keys(OwnKeys.MARKER, OwnKeys.MARKERS).forEach(key -> here.set(key, "of another node", 1_000));
    assertFalse(markers.arrived());
    keys(OwnKeys.MARKER, OwnKeys.MARKERS).forEach(key -> here.set(key, far.held(key), 1_000));
    assertTrue(markers.arrived());
  }

  /** Otherwise one marker would be taken for two, and the cut for complete. */
  @Test
  public void theMarkersOfACutHaveDifferentKeys() throws Exception {
    for (int i = 0; i < 60; i++) {
      measure(local, far);
      assertEquals(markers.size() + 1, new HashSet<>(cut()).size());
      markers.send(LIMIT_MILLIS);
      assertEquals(markers.size() + 1, new HashSet<>(cut()).size());
      markers.close();
      markers = markers();
    }
  }

  /** Such as one that is being warmed at the same time. */
  @Test
  public void aNodeWhoseStateAllowsNoWritesIsCovered() throws Exception {
    closed("refusing SET", 2);
    measure(local, refusing);
    assertEquals(1, markers.size());
    assertEquals(2, markers.covered());
    assertEquals("still closed", 2, cut().size());
    assertEquals(1, markers.size());

    assertEquals("open by now", 3, cut().size());
    assertEquals(2, markers.size());
    closed("refusing SET", 1);
    assertEquals("it passes on what it refuses", 3, cut().size());
  }

  /** Its Dynomite is in WRITES_ONLY already, and its Redis still a replica. */
  @Test
  public void aNodeThatIsHandedOverAtTheSameTimeIsCovered() throws Exception {
    world.faults().fail("refusing SET", Faults.Kind.READ_ONLY, 2);
    measure(local, refusing);
    assertEquals(1, markers.size());
    assertEquals(2, markers.covered());
    assertEquals("still a replica", 2, cut().size());
    assertEquals("a master by now", 3, cut().size());
  }

  /** Dynomite in STANDBY refuses a write, and passes it on to the other racks all the same. */
  @Test
  public void aNodeThatPassesOnWhatItRefusesIsAWitness() throws Exception {
    world.faults().fail("local SET", Faults.Kind.CLOSED_BUT_PASSED_ON, 100);
    measure(local);
    assertEquals(1, markers.size());
    markers.send(LIMIT_MILLIS);
    assertTrue(markers.arrived());
    assertEquals(2, new HashSet<>(cut(far)).size());
  }

  @Test
  public void aNodeThatOpensBeforeTheHandOverIsWaitedFor() throws Exception {
    closed("refusing SET", 1);
    measure(local, refusing);
    measure(local, refusing);
    assertEquals(2, markers.size());
    markers.send(LIMIT_MILLIS);
    assertFalse(markers.arrived());
  }

  /** A connection may take too long once. */
  @Test
  public void aNodeWhosePortIsOpenLaterIsAskedThen() throws Exception {
    measure(local);
    measure(local, far);
    assertEquals(2, markers.size());
    refusing.down = true;
    measure(local, far, refusing);
    refusing.down = false;
    measure(local, far, refusing);
    assertEquals("not waited for again", 2, markers.size());
  }

  /** A Dynomite under load may take longer to answer, and its clients write all the same. */
  @Test
  public void aNodeThatDoesNotAnswerInTimeIsAskedOnceMore() throws Exception {
    world.faults().fail("far SET", Faults.Kind.LOST_COMMAND, 3);
    measure(local, far);
    assertEquals(1, markers.size());
    assertTrue(markers.hasToAskAgain());
    measure(local, far);
    assertFalse("only once", markers.hasToAskAgain());
    measure(local, far);
    assertEquals(1, markers.size());

    markers.close();
    markers = markers();
    measure(local, far);
    assertTrue(markers.hasToAskAgain());
    measure(local, far);
    assertEquals(2, markers.size());
    assertFalse(markers.hasToAskAgain());
  }

  @Test
  public void aNodeThatRefusesIsNotAskedOnceMore() throws Exception {
    refusing.down = true;
    measure(local, refusing);
    assertFalse(markers.hasToAskAgain());
  }

  @Test
  public void aNodeWithoutAnAnswerIsNotCovered() throws Exception {
    closed("refusing SET", 1);
    measure(local, refusing);
    refusing.down = true;
    assertEquals(Collections.emptyList(), cut());
  }

  private void closed(String call, int times) {
    world.faults().fail(call, Faults.Kind.CLOSED, times);
  }

  private List<String> cut() {
    return cut(local);
  }

  private List<String> cut(FakeRedis own) {
    return markers.cut(own.endpoint(), "of this cut", 30_000);
  }

  @Test
  public void withoutWitnessesNothingIsMeasured() throws Exception {
    assertEquals(OptionalLong.empty(), measure());
    assertEquals(Collections.emptyList(), world.faults().calls());
  }
}
