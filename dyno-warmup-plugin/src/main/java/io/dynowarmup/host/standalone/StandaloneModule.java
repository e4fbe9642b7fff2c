// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Provides;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.engine.Extensions;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.host.EngineModule;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.supervisor.BootstrapGate;
import io.dynowarmup.supervisor.NodeSupervisor;
import io.dynowarmup.supervisor.cron.DumpCron;
import io.dynowarmup.supervisor.cron.VerifyCron;
import javax.inject.Singleton;

/** Binds the engine for a node that is known from its settings. */
public final class StandaloneModule extends AbstractModule {
  private static final String BYTECODE = "guice_bytecode_gen_option";

  private final StandaloneConfig config;

  private StandaloneModule(StandaloneConfig config) {
    this.config = config;
  }

  /**
   * Returns an injector that provides a {@link Warmup} and a {@link WarmupDaemon} with these
   * settings.
   */
  public static Injector injector(StandaloneConfig config) {
    // Otherwise the code that Guice generates uses sun.misc.Unsafe, which JDK 24 and newer warn
    // about.
    if (System.getProperty(BYTECODE) == null) {
      System.setProperty(BYTECODE, "DISABLED");
    }
    return Guice.createInjector(new StandaloneModule(config));
  }

  @Override
  protected void configure() {
    install(new EngineModule());
    bind(StandaloneConfig.class).toInstance(config);
    bind(EngineHost.class).to(StandaloneHost.class);
    bind(QuartzSchedule.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  VerifyCron verifyCron(EngineHost host, Warmup warmup, QuartzSchedule schedule) {
    return new VerifyCron(host, warmup, millis -> schedule.in(millis, VerifyJob.class));
  }

  @Provides
  @Singleton
  DumpCron dumpCron(EngineHost host, WarmupEngine engine, QuartzSchedule schedule) {
    return new DumpCron(host, engine::dumpAndExpire, millis -> schedule.in(millis, DumpJob.class));
  }

  @Provides
  @Singleton
  NodeSupervisor nodeSupervisor(EngineHost host, WarmupEngine engine) {
    return new NodeSupervisor(host, engine);
  }

  @Provides
  @Singleton
  BootstrapGate bootstrapGate(EngineHost host, WarmupEngine engine) {
    return new BootstrapGate(host, engine, false);
  }

  @Provides
  @Singleton
  Extensions extensions(Warmup warmup) {
    return Extensions.attach(warmup);
  }
}
