// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host;

import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteAdmin;
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

/** A host with the system's clock, real connections and the strategies of the class path. */
public abstract class SystemHost implements EngineHost {
  private final Ticker ticker = Ticker.system();
  private final Random random = new Random();
  private final LastValidConfig inUse = new LastValidConfig();

  @Override
  public final WarmupConfig configInUse() {
    return inUse.of(this::readConfig);
  }

  @Override
  public final DynomiteAdmin dynomiteAdmin(WarmupConfig config, Topology topology) {
    return new HttpDynomiteAdmin(topology.adminUrl(), ticker);
  }

  @Override
  public final RedisConnector redisConnector() {
    return new JedisConnector(ticker);
  }

  /** Strategies are loaded on request, so that a broken one does not fail the injector. */
  @Override
  public final List<WarmupStrategy> strategies() {
    List<WarmupStrategy> found = new ArrayList<>();
    ServiceLoader.load(WarmupStrategy.class, SystemHost.class.getClassLoader()).forEach(found::add);
    return found;
  }

  @Override
  public final Ticker ticker() {
    return ticker;
  }

  @Override
  public final Pause pause() {
    return Pause.system();
  }

  @Override
  public final Random random() {
    return random;
  }
}
