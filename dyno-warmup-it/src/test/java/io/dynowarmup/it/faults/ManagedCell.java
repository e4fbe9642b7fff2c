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
 * One fault in one moment of a warm-up inside dynomite-manager, and what the manager says of it.
 */
final class ManagedCell implements AutoCloseable {
  private static final String PENDING = "pending";
  private static final String SUCCESS = "IN_SYNC_SUCCESS";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int LAG_MILLIS = 100;
  private static final String PREFIX = "florida.dyno.warm.";

  /** A Tomcat that has just started is busy with much else. */
  private static final int BUDGET_MILLIS = 20_000;

  private final Fault fault;
  private final Moment moment;
  private final Scene scene;
  private final ManagedNode manager;
  private final Webapp webapp = Webapp.with(Webapp.FLORIDA);
  private Properties end;
  private EndState found;
  private String struckIn = "";
  private long millis;

  ManagedCell(Fault fault, Moment moment) throws IOException {
    this.fault = fault;
    this.moment = moment;
    this.scene = new Scene(moment);
    this.manager = new ManagedNode(scene.cluster(), scene.cold());
    scene.settings().forEach((key, value) -> manager.property(PREFIX + key, value.toString()));
    manager.property(PREFIX + "msec.bootstraptime", BUDGET_MILLIS);
    if (moment == Moment.HAND_OVER) {
      // long enough to be hit from outside
      scene.link().get(0).delay(LAG_MILLIS);
    }
  }

  /** Makes it happen; the assertions come afterwards. */
  void play() throws IOException {
    manager.start(webapp);
    Await.until(
        () -> moment + ", now " + manager.status() + "\n" + manager.log(), LIMIT, this::isNow);
    long struck = System.nanoTime();
    scene.widen();
    if (fault == Fault.JVM_KILLED) {
      manager.kill();
      manager.start(webapp);
    } else {
      fault.strike(scene);
      struckIn = RunProgram.phase(scene.dir());
    }
    Await.until(
        () -> "the end, now " + manager.status() + "\n" + manager.log(),
        LIMIT,
        () -> !PENDING.equals(manager.status().getProperty("rest")));
    millis = Duration.ofNanos(System.nanoTime() - struck).toMillis();
  }

  private boolean isNow() {
    if (moment == Moment.HAND_OVER) {
      return RunProgram.phase(scene.dir()).equals(moment.name());
    }
    RedisServer cold = scene.cold().redis();
    String read = cold.info("replication", "master_sync_read_bytes");
    return "1".equals(cold.info("replication", "master_sync_in_progress"))
        && Long.parseLong(read) > 0;
  }

  void assertPromise() {
    assertTrue(
        "took " + millis + " ms",
        millis <= BUDGET_MILLIS + Scene.RESTORE_MILLIS + Cell.GRACE_MILLIS);
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

  /** Discovery gets the node as soon as it serves, and not before. */
  private void assertHealthTellsTheTruth() {
    boolean serves = EndState.of(scene.cold()).isWhole();
    manager.await("healthy", Boolean.toString(serves));
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
        "%s in %s (%s): REST %s, monitor %s, healthy %s, %.1f s, %s",
        fault,
        moment,
        struckIn.isEmpty() ? "over" : struckIn,
        end == null ? "" : end.getProperty("rest"),
        end != null && "false".equals(end.getProperty("suspended")) ? "given back" : "suspended",
        end == null ? "" : end.getProperty("healthy"),
        millis / 1e3,
        found);
  }

  @Override
  public void close() {
    manager.close();
    webapp.close();
    scene.close();
  }
}
