// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RespClient;
import io.dynowarmup.it.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.After;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;

/**
 * The base of the tests of Dynomite's behavior. They run on the stand-in and on the real Dynomite.
 */
@RunWith(Parameterized.class)
public abstract class DynomiteContract {
  static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MOST_ATTEMPTS = 20;
  static final Duration A_MOMENT = Duration.ofMillis(100);
  static final String WRONG_STATE =
      "-ERR Dynomite: Dynomite's current state does not allow this request";
  static final String STORAGE_REFUSED = "-ERR Storage: Datastore refused connection";

  private final Kind kind;
  private final List<AutoCloseable> open = new ArrayList<>();

  DynomiteContract(Kind kind) {
    this.kind = kind;
  }

  @Parameters(name = "{0}")
  public static Object[] kinds() {
    return Kind.values();
  }

  @Before
  public void realOneIsThere() {
    kind.assumePresent();
  }

  @After
  public void closeAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  final Kind kind() {
    return kind;
  }

  /** Returns a started cluster whose peers are connected. */
  final DynomiteCluster cluster(int racks) {
    return cluster(racks, NodeSettings.defaults());
  }

  final DynomiteCluster cluster(int racks, NodeSettings settings) {
    return closed(kind.cluster().racks(racks).settings(settings).build()).start();
  }

  /** Returns a single node without peers. */
  final RackNode single(NodeSettings settings) {
    return cluster(1, settings).node(0);
  }

  final RackNode single() {
    return single(NodeSettings.defaults());
  }

  final RespClient client(RackNode node) {
    return closed(RespClient.connect(node.dynomite().client()));
  }

  final <T extends AutoCloseable> T closed(T resource) {
    open.add(resource);
    return resource;
  }

  static void state(RackNode node, String state) {
    node.dynomite().adminClient().set(state);
  }

  /** Reads directly from the node's Redis. */
  static String get(RackNode node, String key) {
    try (Jedis jedis = node.redis().client()) {
      return jedis.get(key);
    }
  }

  static void awaitValue(RackNode node, String key, String value) {
    Await.until(
        () -> key + " is " + value + " at " + node + ", not " + get(node, key),
        LIMIT,
        () -> value.equals(get(node, key)));
  }

  /**
   * Repeats an observation until it was made within the second before Dynomite connects again. A
   * slow machine may need several attempts.
   */
  static void hitTheSecond(BooleanSupplier observation) {
    for (int i = 1; !observation.getAsBoolean(); i++) {
      assertTrue("the machine is too slow for this test", i < MOST_ATTEMPTS);
    }
  }

  static boolean isWithin(long millis, long beganNanos) {
    return Clock.nanos() - beganNanos < TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Asserts that the write neither reaches the node's Redis nor is answered. */
  static void staysQueued(RackNode node, RespClient client, String key) {
    Await.holdsFor(
        key + " is queued", A_MOMENT, () -> !client.hasAnswer() && get(node, key) == null);
  }
}
