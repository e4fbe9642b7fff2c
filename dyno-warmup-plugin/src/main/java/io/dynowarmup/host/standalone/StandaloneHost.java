// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import com.netflix.archaius.api.Config;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.dynomite.HttpDynomiteAdmin;
import io.dynowarmup.host.SystemHost;
import io.dynowarmup.redis.RedisProcess;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.TopologyResolver;
import io.dynowarmup.topology.yml.DynomiteYml;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.inject.Inject;
import javax.inject.Singleton;

/** Describes a node that is known from its settings, its dynomite.yml and its Dynomite. */
@Singleton
public final class StandaloneHost extends SystemHost {
  private final Supplier<WarmupConfig> config;
  private final Consumer<Throwable> broken;
  private final AtomicReference<ShellCommand> redisStart = new AtomicReference<>();
  private final AtomicReference<ShellCommand> dynomiteStart = new AtomicReference<>();

  @Inject
  StandaloneHost(StandaloneConfig config) {
    this(config::read, OwnProcess.ending());
  }

  /**
   * Creates a host.
   *
   * @param config the settings, read again for each run
   */
  public StandaloneHost(Config config) {
    this(() -> WarmupConfig.from(config), e -> {});
  }

  /** Returns a host for queries only. */
  public static StandaloneHost of(StandaloneConfig config) {
    return new StandaloneHost(config::read, e -> {});
  }

  private StandaloneHost(Supplier<WarmupConfig> config, Consumer<Throwable> broken) {
    this.config = config;
    this.broken = broken;
  }

  @Override
  public WarmupConfig readConfig() {
    return config.get();
  }

  @Override
  public Topology readTopology(WarmupConfig settings) {
    return new TopologyResolver(url -> new HttpDynomiteAdmin(url, ticker()))
        .resolve(settings.topology(), settings.dynomiteYml().map(DynomiteYml::settled));
  }

  @Override
  public DynomiteProcess dynomiteProcess(WarmupConfig settings) {
    return new CommandProcess(settings.dynomiteCommands(), dynomiteStart);
  }

  @Override
  public RedisProcess redisProcess(WarmupConfig settings) {
    return new CommandProcess(settings.redisCommands(), redisStart);
  }

  @Override
  public void restoreBroke(Throwable e) {
    broken.accept(e);
  }
}
