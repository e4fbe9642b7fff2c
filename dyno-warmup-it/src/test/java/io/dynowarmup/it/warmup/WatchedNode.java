// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import com.google.inject.Injector;
import com.netflix.archaius.config.DefaultSettableConfig;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.WatchedProcess;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.host.standalone.StandaloneConfig;
import io.dynowarmup.host.standalone.StandaloneModule;
import io.dynowarmup.host.standalone.WarmupDaemon;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.jmx.Registration;
import io.dynowarmup.jmx.remote.JmxmpServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.SchedulerRepository;

/** A node with the daemon beside it in this process. */
final class WatchedNode implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final TempDir dir = TempDir.create("watched");
  private final WarmupDaemon daemon;
  private final List<Scheduler> quartz = new ArrayList<>();

  private WatchedNode(RackNode node, List<String> settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "jmx.port=off",
                "watch.msec=100",
                "watch.failures=2",
                "state.file=" + dir.file("state")));
    all.addAll(settings);
    Injector injector =
        StandaloneModule.injector(
            StandaloneConfig.of(all, Optional.of(node.dynomite().yml()), Optional.empty()));
    daemon = injector.getInstance(WarmupDaemon.class);
  }

  /**
   * Starts a daemon beside a node.
   *
   * @param settings settings, each {@code key=value}
   */
  static WatchedNode of(RackNode node, String... settings) {
    WatchedNode watched = new WatchedNode(node, List.of(settings));
    watched.start();
    return watched;
  }

  private void start() {
    synchronized (WatchedNode.class) {
      SchedulerRepository all = SchedulerRepository.getInstance();
      Collection<Scheduler> before = List.copyOf(all.lookupAll());
      daemon.start();
      quartz.addAll(all.lookupAll());
      quartz.removeAll(before);
    }
  }

  /** Serves the MBean of this daemon over JMXMP until the test ends. */
  WatchedNode overJmxmp(Scenario test, String host, int port) {
    DefaultSettableConfig config = new DefaultSettableConfig();
    config.setProperty(WarmupConfig.PREFIXES.get(0) + "jmx.host", host);
    config.setProperty(WarmupConfig.PREFIXES.get(0) + "jmx.port", Integer.toString(port));
    MBeanServer beans = MBeanServerFactory.newMBeanServer();
    test.closeLater(Registration.of(beans, daemon.warmup()));
    test.closeLater(JmxmpServer.start(WarmupConfig.from(config).jmx(), beans));
    return this;
  }

  /** Stops Quartz permanently, to simulate a wall clock that is set back. */
  void quartzStandsStill() throws SchedulerException {
    for (Scheduler scheduler : quartz) {
      scheduler.standby();
    }
  }

  Warmup warmup() {
    return daemon.warmup();
  }

  WatchedProcess redis() {
    return warmup().processes().get(0);
  }

  WatchedProcess dynomite() {
    return warmup().processes().get(1);
  }

  String state() {
    return dir.read("state");
  }

  /** Waits for the end of this run. */
  WarmupStatus awaitRun(int number) {
    Await.until(
        () -> "the end of run " + number + ", now " + warmup().status(),
        LIMIT,
        () -> {
          WarmupStatus now = warmup().status();
          return now.runId().orElse("").equals(String.valueOf(number)) && !now.running();
        });
    return warmup().status();
  }

  /**
   * Waits until a run after this one has warmed the node. Retries that begin before the fault is
   * mended do not count.
   */
  WarmupStatus awaitWarmedAfter(int number) {
    Await.until(
        () -> "a run after " + number + " that warms the node, now " + warmup().status(),
        LIMIT,
        () -> {
          WarmupStatus now = warmup().status();
          return Integer.parseInt(now.runId().orElse("0")) > number
              && !now.running()
              && now.outcome().orElse(null) == WarmupOutcome.WARMED;
        });
    return warmup().status();
  }

  /** Waits until run 1 has warmed the node and the watch has seen Redis and Dynomite. */
  WatchedNode awaitWarm() {
    WarmupStatus end = awaitRun(1);
    if (end.outcome().orElse(null) != WarmupOutcome.WARMED) {
      throw new AssertionError(end.toString());
    }
    awaitStates("UP", "NORMAL");
    return this;
  }

  void awaitStates(String redis, String dynomite) {
    Await.until(
        () -> redis + " and " + dynomite + ", now " + warmup().processes(),
        LIMIT,
        () -> redis().state().equals(redis) && dynomite().state().equals(dynomite));
  }

  @Override
  public void close() {
    daemon.close();
    dir.close();
  }
}
