// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.DynomiteClusterBuilder;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.KeyComparer;
import io.dynowarmup.it.redis.KeyDifference;
import io.dynowarmup.it.time.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/** A cluster under writes. A run of the program is killed and started again. */
abstract class KillScenario implements AutoCloseable {
  static final String OURS = "__dyno_warmup:";

  final Random random;
  final TempDir dir;
  final DynomiteCluster cluster;
  final List<WriteLoad> loads = new ArrayList<>();
  private final Duration limit;

  /**
   * Creates two racks with links.
   *
   * @param number seed of the random moments
   * @param limit the longest that any single event may take
   */
  KillScenario(int number, String name, Duration limit) {
    this(number, name, limit, DynomiteCluster.builder().racks(2).withLinks());
  }

  KillScenario(int number, String name, Duration limit, DynomiteClusterBuilder how) {
    this.cluster = how.build().start();
    this.random = new Random(number);
    this.dir = TempDir.create(name);
    this.limit = limit;
  }

  abstract void play() throws IOException, InterruptedException;

  final RackNode source() {
    return cluster.node(0);
  }

  final RackNode cold() {
    return cluster.node(1);
  }

  /** Starts writes through the source's Dynomite. */
  final WriteLoad write(Workload workload, int perSecond) {
    WriteLoad load = WriteLoad.start(source().dynomite().client(), workload, perSecond);
    loads.add(load);
    Await.until("writes flow", limit, () -> load.acked() > perSecond / 4);
    return load;
  }

  final void pass(int millis) {
    long until = Clock.nanos() + TimeUnit.MILLISECONDS.toNanos(millis);
    Await.until("the moment", limit, () -> Clock.nanos() - until >= 0);
  }

  /**
   * Runs the program to its end.
   *
   * @return its last line
   */
  final String toTheEnd(RunProgram run) throws InterruptedException {
    int exit = run.end(limit);
    assertEquals("exit code after " + this + "\n" + run.said(), 0, exit);
    return run.lastLine();
  }

  /**
   * Asserts that after the end of the writes the node holds all data.
   *
   * @param checked the loads whose acknowledged writes must all be there
   */
  final void assertNothingIsLost(List<WriteLoad> checked) {
    loads.forEach(WriteLoad::stop);
    Await.until(() -> this + ": " + compare(), limit, () -> compare().isNone());
    for (WriteLoad load : checked) {
      Await.until(
          () -> this + ": " + load.check(cold().redis()),
          limit,
          () -> load.check(cold().redis()).lost() == 0);
    }
  }

  /** Empties the node. In STANDBY no write fills it again: the next run would compare it. */
  final void empty() {
    cold().dynomite().adminClient().set("standby");
    try (Jedis jedis = cold().redis().client()) {
      jedis.flushAll();
    }
  }

  final void assertServes() {
    assertTrue(this + ": " + EndState.of(cold()), EndState.of(cold()).isWhole());
  }

  KeyDifference compare() {
    return KeyComparer.compare(cold().redis(), source().redis(), OURS);
  }

  @Override
  public void close() {
    loads.forEach(WriteLoad::close);
    cluster.close();
    dir.close();
  }
}
