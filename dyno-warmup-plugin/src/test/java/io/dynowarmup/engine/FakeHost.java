// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.dynomite.TcpLinks;
import io.dynowarmup.fakes.FakeDynomite;
import io.dynowarmup.fakes.World;
import io.dynowarmup.host.LastValidConfig;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisProcess;
import io.dynowarmup.source.probe.PortProbe;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.strategy.replication.ReplicationStrategy;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.topology.ExplicitTopology;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.TopologyResolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** The host of an engine whose node is in memory. The names of its settings have no prefix. */
public final class FakeHost implements EngineHost {
  public final Map<String, String> settings = new LinkedHashMap<>();
  public final List<WarmupStrategy> strategies = new ArrayList<>();
  private Map<String, String> parsed;
  private WarmupConfig config;
  private final LastValidConfig inUse = new LastValidConfig();
  final World world;
  final FakeDynomite dynomite;
  Pause pause;
  public RedisProcess redisProcess = RedisProcess.unmanaged();
  public Optional<WarmupException> topologyFailure = Optional.empty();
  Consumer<Throwable> whenRestoreBreaks = e -> {};

  FakeHost(World world, FakeDynomite dynomite) {
    this.world = world;
    this.dynomite = dynomite;
    this.pause = world.time();
    strategies.add(new ReplicationStrategy());
  }

  /** Parses the settings only if they have changed: runs read them often. */
  @Override
  public synchronized WarmupConfig readConfig() {
    Map<String, String> full = new LinkedHashMap<>();
    settings.forEach((key, value) -> full.put(WarmupConfig.PREFIXES.get(0) + key, value));
    if (!full.equals(parsed)) {
      config = WarmupConfig.from(new MapConfig(full));
      parsed = full;
    }
    return config;
  }

  @Override
  public WarmupConfig configInUse() {
    return inUse.of(this::readConfig);
  }

  @Override
  public Topology readTopology(WarmupConfig config) {
    if (topologyFailure.isPresent()) {
      throw topologyFailure.get();
    }
    ExplicitTopology explicit =
        ExplicitTopology.builder()
            .from(config.topology())
            .adminUrl("http://127.0.0.1:22222")
            .redisHost("127.0.0.1")
            .build();
    return new TopologyResolver(url -> dynomite).resolve(explicit, Optional.empty());
  }

  /** The real list is long, and a run looks at it often. */
  @Override
  public TcpLinks tcpLinks() {
    return TcpLinks.unlisted();
  }

  @Override
  public PortProbe portProbe() {
    return (port, limitMillis) -> PortProbe.Answer.LISTENS;
  }

  @Override
  public DynomiteAdmin peerAdmin(Endpoint port, List<Endpoint> dynomites, int limitMillis) {
    throw new WarmupException(WarmupException.Reason.REFUSED, "nothing listens at " + port);
  }

  @Override
  public DynomiteAdmin dynomiteAdmin(WarmupConfig config, Topology topology) {
    return dynomite;
  }

  @Override
  public DynomiteProcess dynomiteProcess(WarmupConfig config) {
    return dynomite.process();
  }

  @Override
  public RedisProcess redisProcess(WarmupConfig config) {
    return redisProcess;
  }

  @Override
  public RedisConnector redisConnector() {
    return world;
  }

  @Override
  public List<WarmupStrategy> strategies() {
    return strategies;
  }

  @Override
  public Ticker ticker() {
    return world.time();
  }

  @Override
  public Pause pause() {
    return pause;
  }

  @Override
  public void restoreBroke(Throwable e) {
    whenRestoreBreaks.accept(e);
  }

  @Override
  public Random random() {
    return new Random(1);
  }
}
