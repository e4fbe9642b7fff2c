// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.task;

import com.google.inject.AbstractModule;
import com.google.inject.Binding;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.matcher.AbstractMatcher;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.spi.ProvisionListener;
import com.netflix.dynomitemanager.storage.WarmBootstrapTask;
import com.netflix.nfsidecar.scheduler.TaskScheduler;
import com.netflix.runtime.health.api.HealthIndicator;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.engine.LeftBehind;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.host.EngineModule;
import io.dynowarmup.host.manager.node.ManagerHost;
import io.dynowarmup.host.manager.process.HostGuards;
import io.dynowarmup.host.manager.process.StateMirror;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.supervisor.BootstrapGate;
import io.dynowarmup.supervisor.cron.DumpCron;
import io.dynowarmup.supervisor.cron.VerifyCron;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Binds the warm-up to dynomite-manager's life cycle, its task and its health. */
public final class ManagerModule extends AbstractModule {
  private static final Logger LOG = LoggerFactory.getLogger(ManagerModule.class);
  private static final String SERVER = "com.netflix.dynomitemanager.FloridaServer";
  private static final String[] GUARDED = {
    "com.netflix.dynomitemanager.dynomite.DynomiteProcessManager",
    "com.netflix.dynomitemanager.dynomite.ProxyAndStorageResetTask"
  };

  @Override
  protected void configure() {
    install(new EngineModule());
    bind(WarmBootstrapTask.class).to(WarmupTask.class);
    bind(EngineHost.class).to(ManagerHost.class);
    bind(ManagerWarmup.class).asEagerSingleton();
    bind(ResumeAtStart.class).asEagerSingleton();
    resumeBeforeTheServer(getProvider(ResumeAtStart.class));
    guardTheHost();
    Multibinder.newSetBinder(binder(), HealthIndicator.class).addBinding().to(WarmupHealth.class);
  }

  /** Works in any order of the modules. */
  private void resumeBeforeTheServer(Provider<ResumeAtStart> resume) {
    bindListener(
        new AbstractMatcher<Binding<?>>() {
          @Override
          public boolean matches(Binding<?> binding) {
            return binding.getKey().getTypeLiteral().getRawType().getName().equals(SERVER);
          }
        },
        new ProvisionListener() {
          @Override
          public <T> void onProvision(ProvisionInvocation<T> server) {
            resume.get();
          }
        });
  }

  private void guardTheHost() {
    try {
      for (String guarded : GUARDED) {
        Class.forName(guarded, false, ManagerModule.class.getClassLoader());
      }
      install(new HostGuards());
    } catch (ClassNotFoundException | LinkageError e) {
      LOG.warn(
          "This version of dynomite-manager is not known: it may start Dynomite during a run", e);
    }
  }

  @Provides
  @Singleton
  LeftBehind leftBehind(EngineHost host) {
    return new LeftBehind(host);
  }

  @Provides
  @Singleton
  HostGate hostGate(EngineHost host, WarmupEngine engine, StateMirror mirror) {
    return new HostGate(new BootstrapGate(host, engine, true)::check, mirror, engine);
  }

  @Provides
  @Singleton
  VerifyCron verifyCron(EngineHost host, Warmup warmup, TaskScheduler scheduler) {
    return new VerifyCron(host, warmup, VerifyTask.schedule(scheduler));
  }

  @Provides
  @Singleton
  DumpCron dumpCron(EngineHost host, WarmupEngine engine, TaskScheduler scheduler) {
    return new DumpCron(host, engine::dumpAndExpire, DumpTask.schedule(scheduler));
  }
}
