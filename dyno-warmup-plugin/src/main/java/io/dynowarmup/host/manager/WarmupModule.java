// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import io.dynowarmup.host.manager.node.ManagerHost;
import io.dynowarmup.host.manager.node.PluginSwitch;
import io.dynowarmup.host.manager.process.HostGuards;
import io.dynowarmup.host.manager.task.ManagerWarmup;
import io.dynowarmup.host.manager.task.ResumeAtStart;
import io.dynowarmup.host.manager.task.VerifyTask;
import io.dynowarmup.host.manager.task.WarmupHealth;
import io.dynowarmup.host.manager.task.WarmupTask;

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
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.supervisor.HealthLook;
import io.dynowarmup.supervisor.HealthRecord;
import io.dynowarmup.supervisor.Retries;
import io.dynowarmup.supervisor.VerifyCron;
import io.dynowarmup.time.Timer;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces dynomite-manager's own warm-up: {@code install(new WarmupModule())} beside the host's
 * {@code FloridaModule}. It may be installed more than once; with {@code plugin.enabled=false} it
 * binds nothing.
 */
public final class WarmupModule extends AbstractModule {
  private static final Logger LOG = LoggerFactory.getLogger(WarmupModule.class);
  private static final String SERVER = "com.netflix.dynomitemanager.FloridaServer";
  private static final String[] GUARDED = {
    "com.netflix.dynomitemanager.dynomite.DynomiteProcessManager",
    "com.netflix.dynomitemanager.dynomite.ProxyAndStorageResetTask"
  };

  @Override
  protected void configure() {
    if (!PluginSwitch.early().isOn()) {
      LOG.info("plugin.enabled is false: dynomite-manager's own warm-up stays");
      return;
    }
    install(new Bindings());
  }

  /** Makes a second installation of the module have no effect. */
  @Override
  public boolean equals(Object other) {
    return other instanceof WarmupModule;
  }

  @Override
  public int hashCode() {
    return WarmupModule.class.hashCode();
  }

  /** A separate module, because provider methods are bound regardless of {@code configure}. */
  private static final class Bindings extends AbstractModule {
    @Override
    protected void configure() {
      bind(WarmBootstrapTask.class).to(WarmupTask.class);
      bind(EngineHost.class).to(ManagerHost.class);
      bind(ManagerWarmup.class).asEagerSingleton();
      bind(ResumeAtStart.class).asEagerSingleton();
      takeUpBeforeTheServer(getProvider(ResumeAtStart.class));
      guardTheHost();
      Multibinder.newSetBinder(binder(), HealthIndicator.class).addBinding().to(WarmupHealth.class);
    }

    /** Works in any order of the modules. */
    private void takeUpBeforeTheServer(Provider<ResumeAtStart> takeUp) {
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
              takeUp.get();
            }
          });
    }

    private void guardTheHost() {
      try {
        for (String guarded : GUARDED) {
          Class.forName(guarded, false, WarmupModule.class.getClassLoader());
        }
        install(new HostGuards());
      } catch (ClassNotFoundException | LinkageError e) {
        LOG.warn("this dynomite-manager is another version: it may start Dynomite in a run", e);
      }
    }

    @Provides
    @Singleton
    LeftBehind leftBehind(EngineHost host) {
      return new LeftBehind(host);
    }

    @Provides
    @Singleton
    WarmupEngine engine(EngineHost host) {
      return new WarmupEngine(host);
    }

    @Provides
    Warmup warmup(WarmupEngine engine) {
      return engine;
    }

    @Provides
    @Singleton
    Timer timer(EngineHost host) {
      return new Timer(host.pause(), (task, e) -> LOG.error("Unexpected exception in {}", task, e));
    }

    @Provides
    @Singleton
    Retries retries(EngineHost host, WarmupEngine engine, Timer timer) {
      return new Retries(host, engine, timer);
    }

    @Provides
    @Singleton
    VerifyCron verifyCron(EngineHost host, Warmup warmup, TaskScheduler scheduler) {
      return new VerifyCron(host, warmup, VerifyTask.schedule(scheduler));
    }

    @Provides
    @Singleton
    HealthLook healthLook(EngineHost host, Warmup warmup, Retries retries, VerifyCron cron) {
      return new HealthLook(
          host.ticker(), new HealthRecord(host, warmup::status, retries::isPending), cron);
    }
  }
}
