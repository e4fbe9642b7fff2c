// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.task;

import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.engine.LeftBehind;
import io.dynowarmup.host.manager.CountingPause;
import io.dynowarmup.host.manager.FakeEngineHost;
import io.dynowarmup.host.manager.FakeIdentity;
import io.dynowarmup.host.manager.FakeProcess;
import io.dynowarmup.host.manager.FakeScheduler;
import io.dynowarmup.host.manager.FakeState;
import io.dynowarmup.host.manager.FakeStorage;
import io.dynowarmup.host.manager.HostedWarmup;
import io.dynowarmup.host.manager.node.HostSettings;
import io.dynowarmup.host.manager.process.DynomiteGuard;
import io.dynowarmup.host.manager.process.HostCalls;
import io.dynowarmup.host.manager.process.HostDynomite;
import io.dynowarmup.host.manager.process.HostRedis;
import io.dynowarmup.host.manager.process.OwnMBeans;
import io.dynowarmup.host.manager.process.StateMirror;
import io.dynowarmup.supervisor.HealthCheck;
import io.dynowarmup.supervisor.HealthRecord;
import io.dynowarmup.supervisor.Retries;
import io.dynowarmup.supervisor.cron.DumpCron;
import io.dynowarmup.supervisor.cron.VerifyCron;
import io.dynowarmup.time.Timer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The warm-up inside a host that is made of fakes. */
final class ManagerFixture implements AutoCloseable {
  final FakeState state = new FakeState();
  final HostedWarmup warmup = new HostedWarmup();
  final FakeStorage storage = new FakeStorage();
  final FakeProcess process = new FakeProcess();
  final FakeScheduler scheduler = new FakeScheduler();
  final StateMirror mirror = new StateMirror(state);
  final HostCalls calls = new HostCalls(mirror);
  final FakeEngineHost host = new FakeEngineHost();
  final List<String> notes = new ArrayList<>();
  final List<Long> planned = new ArrayList<>();
  final Retries retries = new Retries(host, warmup, notes::add, planned::add);
  final CountingPause pause = new CountingPause();
  final Timer timer = new Timer(pause, (task, e) -> {});

  final StartUp startUp =
      new StartUp(
          warmup,
          mirror,
          new HostRedis(storage, storage, host, calls),
          new HostDynomite(process, calls, mirror),
          scheduler,
          timer,
          new StartUpTask(this::startUp));

  private StartUp startUp() {
    return startUp;
  }

  ManagerWarmup manager(Map<String, String> settings) {
    return new ManagerWarmup(
        warmup,
        mirror,
        new HostSettings(new MapConfig(settings), new FakeIdentity()),
        calls,
        scheduler,
        timer,
        new HealthPoller(
            new HealthWatch(host, warmup),
            new HealthCheck(
                host.ticker(), new HealthRecord(host, warmup::status), cron(), dumps())),
        startUp,
        new LeftBehind(host),
        new DynomiteGuard(mirror, calls),
        retries,
        cron(),
        dumps(),
        new HostGate(() -> {}, mirror, warmup));
  }

  private VerifyCron cron() {
    return new VerifyCron(host, warmup, VerifyTask.schedule(scheduler));
  }

  private DumpCron dumps() {
    return new DumpCron(host, keep -> {}, DumpTask.schedule(scheduler));
  }

  ManagerWarmup manager() {
    return manager(Collections.emptyMap());
  }

  /** Ends the threads and removes the MBean. */
  @Override
  public void close() {
    timer.close();
    calls.close();
    OwnMBeans.unregister(StartUpTask.class);
  }
}
