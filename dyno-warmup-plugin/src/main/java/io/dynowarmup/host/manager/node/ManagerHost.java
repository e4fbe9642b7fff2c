// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.node;

import io.dynowarmup.host.manager.process.HostDynomite;

import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.dynomite.HttpDynomiteAdmin;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.jedis.JedisConnector;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import javax.inject.Inject;
import javax.inject.Singleton;

/** Describes a node that dynomite-manager manages. */
@Singleton
public final class ManagerHost implements EngineHost {
  private final HostSettings settings;
  private final HostTopology topology;
  private final HostDynomite dynomite;
  private final Ticker ticker = Ticker.system();
  private final Random random = new Random();

  @Inject
  ManagerHost(HostSettings settings, HostTopology topology, HostDynomite dynomite) {
    this.settings = settings;
    this.topology = topology;
    this.dynomite = dynomite;
  }

  @Override
  public WarmupConfig readConfig() {
    return settings.read();
  }

  @Override
  public Topology readTopology(WarmupConfig config) {
    return topology.read(config);
  }

  @Override
  public DynomiteAdmin dynomiteAdmin(WarmupConfig config, Topology node) {
    return new HttpDynomiteAdmin(node.adminUrl(), ticker);
  }

  @Override
  public DynomiteProcess dynomiteProcess(WarmupConfig config) {
    return dynomite;
  }

  @Override
  public RedisConnector redisConnector() {
    return new JedisConnector(ticker);
  }

  /** Strategies are loaded on request, so that a broken one does not fail the injector. */
  @Override
  public List<WarmupStrategy> strategies() {
    List<WarmupStrategy> found = new ArrayList<>();
    ServiceLoader.load(WarmupStrategy.class, ManagerHost.class.getClassLoader())
        .forEach(found::add);
    return found;
  }

  @Override
  public Ticker ticker() {
    return ticker;
  }

  @Override
  public Pause pause() {
    return Pause.system();
  }

  @Override
  public Random random() {
    return random;
  }
}
