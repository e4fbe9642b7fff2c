// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.supervisor.HealthCheck;
import io.dynowarmup.supervisor.HealthRecord;
import io.dynowarmup.supervisor.Retries;
import io.dynowarmup.supervisor.cron.DumpCron;
import io.dynowarmup.supervisor.cron.VerifyCron;
import io.dynowarmup.time.Timer;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds the engine and what runs between its runs. The host binds {@link EngineHost} and, because
 * it has its own scheduler, {@link VerifyCron} and {@link DumpCron}.
 */
public final class EngineModule extends AbstractModule {
  private static final Logger LOG = LoggerFactory.getLogger(EngineModule.class);

  @Override
  protected void configure() {
    // The provider methods below bind everything.
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
  HealthCheck healthCheck(
      EngineHost host, Warmup warmup, Retries retries, VerifyCron verifications, DumpCron dumps) {
    HealthRecord record = new HealthRecord(host, warmup::status, retries::isPending);
    return new HealthCheck(host.ticker(), record, verifications, dumps);
  }
}
