// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.manager.ManagedNode;
import io.dynowarmup.it.manager.Webapp;
import io.dynowarmup.it.redis.KeyComparer;
import io.dynowarmup.it.redis.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;

/**
 * Tests one fault at one moment of a warm-up inside dynomite-manager, and what the manager reports.
 */
final class ManagedCell implements AutoCloseable {
  private static final String PENDING = "pending";
  private static final String SUCCESS = "IN_SYNC_SUCCESS";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int LAG_MILLIS = 100;
  private static final String PREFIX = "florida.dyno.warm.";

  // Larger than those of Scene, because a Tomcat that has just started is busy.
  private static final int BUDGET_MILLIS = 40_000;
  private static final int STALL_MILLIS = 8_000;
  private static final int ANSWER_MILLIS = 1_000;
  private static final int GRACE_MILLIS = Cell.GRACE_MILLIS;
  private static final int NARROW = 10_000;

  private final Fault fault;
  private final Moment moment;
  private final Scene scene;
  private final ManagedNode manager;
  private final Webapp webapp = Webapp.with(Webapp.FLORIDA);
  private Properties end;
  private EndState found;
  private String struckIn = "";
  private String afterwards = "";
  private long millis;

  ManagedCell(Fault fault, Moment moment) throws IOException {
    this.fault = fault;
    this.moment = moment;
    this.scene = new Scene(moment);
    this.manager = new ManagedNode(scene.cluster(), scene.cold());
    scene.settings().forEach((key, value) -> manager.property(PREFIX + key, value.toString()));
    manager.property(PREFIX + "msec.bootstraptime", BUDGET_MILLIS);
    manager.property(PREFIX + "stall.msec", STALL_MILLIS);
    manager.property(PREFIX + "probe.msec", ANSWER_MILLIS);
    manager.property(PREFIX + "redis.timeout.msec", ANSWER_MILLIS);
    scene.link().get(0).bandwidth(NARROW);
  }

  /** Runs the warm-up with the fault. The assertions come afterwards. */
  void play() throws IOException {
    manager.start(webapp);
    await(Moment.TRANSFER, this::isReceiving);
    if (moment == Moment.HAND_OVER) {
      // Makes the phase long enough to strike from outside.
      scene.link().get(0).bandwidth(0).delay(LAG_MILLIS);
      await(moment, () -> RunProgram.phase(scene.dir()).equals(moment.name()));
    }
    long struck = System.nanoTime();
    scene.widen();
    if (fault == Fault.JVM_KILLED) {
      manager.kill();
      manager.start(webapp);
      // The start of a servlet container on a busy machine is not the plugin's time.
      struck = System.nanoTime();
    } else {
      fault.strike(scene);
      struckIn = RunProgram.phase(scene.dir());
    }
    awaitEnd();
    millis = Duration.ofNanos(System.nanoTime() - struck).toMillis();
  }

  private void awaitEnd() {
    manager.awaitOther("rest", PENDING);
  }

  private void await(Moment wanted, Await.Condition reached) {
    Await.until(() -> wanted + ", now " + manager.status() + "\n" + manager.log(), LIMIT, reached);
  }

  private boolean isReceiving() {
    RedisServer cold = scene.cold().redis();
    String read = cold.info("replication", "master_sync_read_bytes");
    return "1".equals(cold.info("replication", "master_sync_in_progress"))
        && Long.parseLong(read) > 0;
  }

  void assertPromise() {
    assertTrue(
        "took " + millis + " ms\n" + manager.log(),
        millis <= BUDGET_MILLIS + Scene.RESTORE_MILLIS + GRACE_MILLIS);
    manager.await("suspended", "false");
    end = manager.status();
    found = EndState.of(scene.cold());
    boolean success = SUCCESS.equals(end.getProperty("rest"));
    assertTrue(this + "\n" + manager.log(), found.isWhole() || !success);
    if (!Cell.REDIS_GONE.contains(fault)) {
      assertEquals(this + "\n" + manager.log(), "master", found.role());
    }
    if (!Cell.DYNOMITE_GONE.contains(fault)) {
      assertEquals(this + "\n" + manager.log(), "NORMAL", found.dynomite());
    }
    fault.mend(scene);
    if (success) {
      Await.until(
          this::toString,
          LIMIT,
          () -> KeyComparer.compare(scene.cold().redis(), scene.source().redis(), "__").isNone());
    }
    assertHealthTellsTheTruth();
    assertSourceIsLetGo();
  }

  /**
   * Fires the manager's scheduled tasks and checks the health that discovery sees: healthy if and
   * only if the node serves. No replica is left, because a retry detaches it.
   */
  private void assertHealthTellsTheTruth() {
    Await.until(
        () -> "no replica is left: " + this + "\n" + manager.log(),
        LIMIT,
        () -> {
          manager.fire();
          awaitEnd();
          return EndState.of(scene.cold()).role().equals("master");
        });
    EndState now = EndState.of(scene.cold());
    manager.await("healthy", Boolean.toString(now.isWhole()));
    afterwards = now.equals(found) ? "" : "; then " + now;
  }

  private void assertSourceIsLetGo() {
    Await.until(
        "the source is without a replica",
        LIMIT,
        () -> "0".equals(scene.source().redis().info("replication", "connected_slaves")));
  }

  @Override
  public String toString() {
    return String.format(
        "%s in %s (%s): REST %s, monitor %s, healthy %s, %.1f s, %s%s",
        fault,
        moment,
        struckIn.isEmpty() ? "over" : struckIn,
        end == null ? "" : end.getProperty("rest"),
        end != null && "false".equals(end.getProperty("suspended")) ? "given back" : "suspended",
        end == null ? "" : end.getProperty("healthy"),
        millis / 1e3,
        found,
        afterwards);
  }

  @Override
  public void close() {
    manager.close();
    webapp.close();
    scene.close();
  }
}
