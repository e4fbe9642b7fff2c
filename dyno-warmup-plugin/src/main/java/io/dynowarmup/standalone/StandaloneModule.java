package io.dynowarmup.standalone;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import io.dynowarmup.Warmup;
import io.dynowarmup.engine.EngineHost;
import io.dynowarmup.engine.HealthRecord;
import io.dynowarmup.engine.WarmupEngine;
import javax.inject.Singleton;

/** The engine over a node that is known from its settings. */
public final class StandaloneModule extends AbstractModule {
  private final StandaloneConfig config;

  public StandaloneModule(StandaloneConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(StandaloneConfig.class).toInstance(config);
    bind(EngineHost.class).to(StandaloneHost.class);
  }

  @Provides
  @Singleton
  Warmup warmup(EngineHost host) {
    return new WarmupEngine(host);
  }

  @Provides
  @Singleton
  HealthRecord healthRecord(EngineHost host, Warmup warmup) {
    return new HealthRecord(host, warmup);
  }
}
