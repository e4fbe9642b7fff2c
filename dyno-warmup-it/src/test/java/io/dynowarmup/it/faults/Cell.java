// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.redis.KeyComparer;
import io.dynowarmup.it.redis.KeyDifference;
import io.dynowarmup.it.warmup.Calls;
import io.dynowarmup.it.warmup.WarmedNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;

/** Tests one fault at one moment against the guarantees of the warm-up. */
final class Cell implements AutoCloseable {
  /**
   * The time allowed beyond the budget and restore.msec, in milliseconds, as the README states it.
   * It covers a last hand-over and its rollback.
   */
  static final int GRACE_MILLIS = 15_000;

  private static final String OURS = "__dyno_warmup:";
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int MOST_THREADS = 1_000;
  private static final int WRITE_MILLIS = 1_000;

  /** The faults after which the local Redis does not answer. */
  static final Set<Fault> REDIS_GONE = EnumSet.of(Fault.LOCAL_KILLED, Fault.LOCAL_FROZEN);

  /** The faults after which Dynomite's admin port cannot be used. */
  static final Set<Fault> DYNOMITE_GONE =
      EnumSet.of(Fault.ADMIN_DEAD, Fault.ADMIN_SILENT, Fault.ADMIN_NONSENSE, Fault.DYNOMITE_KILLED);

  /** The faults after which a server does not answer. Each such wait costs its whole limit. */
  private static final Set<Fault> SILENT =
      EnumSet.of(Fault.SOURCE_FROZEN, Fault.LOCAL_FROZEN, Fault.LINK_STALLED);

  private final Fault fault;
  private final Moment moment;
  private final Scene scene;
  private Baseline source;
  private Baseline cold;
  private WarmupStatus end;
  private EndState found;
  private String afterwards = "";

  Cell(Fault fault, Moment moment) {
    this.fault = fault;
    this.moment = moment;
    this.scene = new Scene(moment);
    if (SILENT.contains(fault)) {
      scene.expectSilence();
    }
  }

  /** Runs the warm-up with the fault. The assertions come afterwards. */
  void play() throws IOException, InterruptedException {
    source = Baseline.of(scene.source());
    cold = Baseline.of(scene.cold());
    end = fault == Fault.JVM_KILLED ? afterDeath() : struck();
  }

  private WarmupStatus struck() {
    Trigger trigger =
        new Trigger(
            moment,
            Killed.redisOf(scene.cold()),
            () -> scene.warmup().engine().status().phase(),
            scene::write,
            this::strike);
    WarmedNode node = scene.warmup(fault == Fault.DYNOMITE_KILLED_OURS, trigger);
    WarmupStatus status = node.atStartup();
    assertTrue("never in " + moment + ": " + status.reason(), trigger.wasPulled());
    return status;
  }

  private void strike() {
    scene.widen();
    fault.strike(scene);
  }

  private WarmupStatus afterDeath() throws IOException, InterruptedException {
    Killed.in(scene, moment);
    scene.widen();
    return scene.warmup(false, Calls.IGNORED).atStartup();
  }

  void assertPromise() {
    assertInTime();
    assertNoThreadIsLeft();
    found = EndState.of(scene.cold());
    assertNodeIsBack();
    assertReasonNamesIt();
    mend();
    assertOutcomeIsTrue();
    assertSourceIsUnharmed();
    cold.assertKept();
  }

  private void assertInTime() {
    long most = Scene.BUDGET_MILLIS + Scene.RESTORE_MILLIS + GRACE_MILLIS;
    assertTrue("took " + end.elapsedMillis() + " ms", end.elapsedMillis() <= most);
  }

  /**
   * Asserts that no warm-up thread is left in the thread group of this cell, which holds all
   * threads that it started.
   */
  private static void assertNoThreadIsLeft() {
    Await.until(
        () -> "no thread is left of " + threads(),
        SOON,
        () -> threads().stream().noneMatch(name -> name.startsWith("dyno-warmup-")));
  }

  private static List<String> threads() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    Thread[] threads = new Thread[MOST_THREADS];
    int count = group.enumerate(threads);
    return Arrays.stream(threads, 0, count).map(Thread::getName).toList();
  }

  private void assertNodeIsBack() {
    if (!REDIS_GONE.contains(fault) && !isForeignReplica()) {
      assertEquals(found + " after " + end.reason(), "master", found.role());
    }
    if (!DYNOMITE_GONE.contains(fault)) {
      assertEquals(found + " after " + end.reason(), "NORMAL", found.dynomite());
    }
  }

  /**
   * Returns whether the node became a replica before the run began. The warm-up does not detach
   * such a replica.
   */
  private boolean isForeignReplica() {
    return fault == Fault.LOCAL_REPLICA && moment == Moment.PREFLIGHT;
  }

  private void assertReasonNamesIt() {
    boolean well = end.outcome().orElseThrow() == WarmupOutcome.WARMED;
    if (!well) {
      assertTrue(
          "'" + fault.names() + "' is not in " + end.reason(),
          Pattern.compile(fault.names(), Pattern.CASE_INSENSITIVE).matcher(end.reason()).find());
    }
    assertTrue(found + " is no good end: " + end, found.isWhole() || !well);
  }

  /**
   * Undoes the fault. If the node is still not in service, or a Redis that did not answer keeps a
   * setting of the run, another run must put it back.
   */
  private void mend() {
    fault.mend(scene);
    boolean left = REDIS_GONE.contains(fault) && !cold.hasKeptSettings();
    if (EndState.of(scene.cold()).isWhole() && !left) {
      return;
    }
    WarmupStatus next = again();
    afterwards = "; next run " + next.outcome().orElseThrow();
    EndState then = EndState.of(scene.cold());
    assertTrue(then + " after another run: " + next.reason(), then.isWhole());
  }

  /** Runs a warm-up again, as after a restart of the program. */
  private WarmupStatus again() {
    scene.warmup().engine().start(WarmupRequest.atStartup());
    return scene.warmup().end();
  }

  private void assertOutcomeIsTrue() {
    if (end.outcome().orElseThrow() == WarmupOutcome.WARMED) {
      Await.until(() -> "WARMED, and " + compare(), SOON, () -> compare().isNone());
      assertEquals("keys of the source", scene.keys(), compare().keysThere());
    }
  }

  private KeyDifference compare() {
    return KeyComparer.compare(scene.cold().redis(), scene.source().redis(), OURS);
  }

  private void assertSourceIsUnharmed() {
    Await.until(
        "the source is without a replica",
        SOON,
        () -> "0".equals(scene.source().redis().info("replication", "connected_slaves")));
    assertEquals("master", scene.source().redis().info("replication", "role"));
    String key = "served";
    try (Jedis jedis =
        new Jedis(scene.source().redis().host(), scene.source().redis().port(), WRITE_MILLIS)) {
      assertEquals("a write that nothing pauses", "OK", jedis.set(key, "yes"));
      assertEquals(1, jedis.del(key));
    }
    assertEquals("keys of the source", scene.keys(), keysOfSource());
    source.assertKept();
  }

  /**
   * Returns the number of the source's keys, without the warm-up's markers. A marker that could not
   * be removed expires.
   */
  private long keysOfSource() {
    try (Jedis jedis = scene.source().redis().client()) {
      return jedis.keys("*").stream().filter(key -> !key.startsWith(OURS)).count();
    }
  }

  @Override
  public String toString() {
    return fault + " in " + moment + ", cold is " + scene.cold().host();
  }

  /** Returns the result as text for the table. */
  String result() {
    return String.format(
        "%s, %.1f s, %s%s",
        end.outcome().orElseThrow(), end.elapsedMillis() / 1e3, found, afterwards);
  }

  String reason() {
    return end.reason();
  }

  @Override
  public void close() {
    scene.close();
  }
}
