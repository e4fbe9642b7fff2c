// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import com.netflix.archaius.api.Config;
import io.dynowarmup.api.EffectiveSetting;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.topology.ExplicitTopology;
import io.dynowarmup.topology.ring.ClusterNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings of one run: read once, validated, immutable; see {@code conf/README.md}. */
public final class WarmupConfig {
  /** The prefixes of the keys, in order of precedence: the first prefix that has a key wins. */
  public static final List<String> PREFIXES =
      Collections.unmodifiableList(
          Arrays.asList("dynomitemanager.dyno.warm.", "florida.dyno.warm.", "dm.dyno.warm."));

  private final Settings settings;
  private final boolean forced;

  private WarmupConfig(Settings settings, boolean forced) {
    this.settings = settings;
    this.forced = forced;
  }

  /**
   * Reads all settings under the {@link #PREFIXES}.
   *
   * @throws WarmupException BAD_CONFIG; the message names every wrong key, as {@link #wrong} does
   */
  public static WarmupConfig from(Config config) {
    return from(config, PREFIXES);
  }

  /**
   * Reads all settings under the given prefixes.
   *
   * @param prefixes in order of precedence
   * @throws WarmupException BAD_CONFIG, as for {@link #from(Config)}
   */
  public static WarmupConfig from(Config config, List<String> prefixes) {
    return new WarmupConfig(Settings.read(config, prefixes), false);
  }

  /** Returns findings that do not prevent a run, such as unknown keys or contradicting aliases. */
  public List<String> warnings() {
    return settings.warnings();
  }

  /** Returns every setting with its value in force (secrets masked) and its origin. */
  public List<EffectiveSetting> settings() {
    return settings.all();
  }

  /**
   * Returns the exception for a value that only its user can judge, such as the name of a strategy.
   *
   * @param allowed what is allowed, as the end of the sentence
   * @return BAD_CONFIG; the message names the key, its value, its origin and what is allowed
   */
  public WarmupException wrong(WarmupKey key, String allowed) {
    return settings.wrong(key, allowed);
  }

  /** Returns whether the node is warmed up at start when it needs it. */
  public boolean bootstrap() {
    return settings.flag(WarmupKey.BOOTSTRAP);
  }

  /** Returns whether the node stays closed until it is bootstrapped. */
  public boolean requiresBootstrap() {
    return settings.flag(WarmupKey.REQUIRES_BOOTSTRAP);
  }

  /** Returns whether to warm up although the node does not look cold. */
  public boolean force() {
    return forced || settings.flag(WarmupKey.FORCE);
  }

  /** Returns these settings; with force also for a node that does not look cold. */
  public WarmupConfig forced(boolean force) {
    return new WarmupConfig(settings, force);
  }

  /** Returns the replication lag in bytes at which the hand-over begins: 0 to 1,000,000,000,000. */
  public long bytesSyncDiff() {
    return settings.number(WarmupKey.BYTES_SYNC_DIFF);
  }

  /** Returns the budget of a run in ms, from its first command on: 1,000 to 604,800,000. */
  public long bootstrapTimeMillis() {
    return settings.number(WarmupKey.MSEC_BOOTSTRAPTIME);
  }

  /** Returns {@code auto} or the name of a strategy. */
  public String strategy() {
    return settings.text(WarmupKey.STRATEGY);
  }

  /** Returns the host, host:port or rack of the only source allowed; empty if the run chooses. */
  public String source() {
    return settings.text(WarmupKey.SOURCE);
  }

  /** Returns how this node is compared with its peers. */
  public VerifySettings verify() {
    return new VerifySettings(settings);
  }

  /** Returns the most keys that a delta reads in a second on the source: 10 to 10,000,000. */
  public long deltaKeysPerSecond() {
    return settings.number(WarmupKey.DELTA_KEYS_PER_SECOND);
  }

  /** Returns the most bytes of values that a delta fetches a second: 10,000 to 10,000,000,000. */
  public long deltaBytesPerSecond() {
    return settings.number(WarmupKey.DELTA_BYTES_PER_SECOND);
  }

  /** Returns the settings of chunks and dumps. */
  public ChunkSettings chunks() {
    return new ChunkSettings(settings);
  }

  /** Returns from how many sources a run copies at the same time, 1 to 8. */
  public int copySources() {
    return settings.count(WarmupKey.COPY_SOURCES);
  }

  /** Returns the name of the cluster; empty if none is set. */
  public String cluster() {
    return settings.text(WarmupKey.CLUSTER);
  }

  /** Returns the topology as far as the configuration contains it; defaults do not count. */
  public ExplicitTopology topology() {
    return ExplicitTopology.builder()
        .tokens(settings.<Long>list(WarmupKey.TOKEN))
        .rack(settings.<String>written(WarmupKey.RACK))
        .datacenter(settings.<String>written(WarmupKey.DATACENTER))
        .peers(settings.<ClusterNode>list(WarmupKey.PEERS))
        .redisHost(settings.<String>written(WarmupKey.REDIS_HOST))
        .redisPort(settings.port(WarmupKey.REDIS_PORT))
        .peerRedisPort(settings.port(WarmupKey.PEER_REDIS_PORT))
        .adminUrl(settings.<String>written(WarmupKey.DYNOMITE_ADMIN_URL))
        .clientAddress(settings.<Endpoint>written(WarmupKey.DYNOMITE_CLIENT_ADDRESS))
        .build();
  }

  /** Returns user, password and TLS for the local Redis. */
  public RedisSettings redis() {
    return RedisSettings.local(settings);
  }

  /** Returns user, password and TLS for the peers' Redis; by default those of the local Redis. */
  public RedisSettings peerRedis() {
    return RedisSettings.ofPeers(settings);
  }

  /** Returns the longest wait for a connection to a Redis or for an answer, in ms: 50 to 60,000. */
  public long redisTimeoutMillis() {
    return settings.number(WarmupKey.REDIS_TIMEOUT_MSEC);
  }

  /** Returns how long a start-up run waits for the local Redis, in ms: 0 to 3,600,000. */
  public long redisWaitMillis() {
    return settings.number(WarmupKey.REDIS_WAIT_MSEC);
  }

  /** Returns whether Redis may be sent CONFIG REWRITE. */
  public boolean redisConfigRewrite() {
    return settings.flag(WarmupKey.REDIS_CONFIG_REWRITE);
  }

  /** Returns the path of dynomite.yml; empty if none is set. */
  public Optional<Path> dynomiteYml() {
    return settings.value(WarmupKey.DYNOMITE_YML);
  }

  /** Returns the port at which the peers' Dynomites serve clients if it is set, 1 to 65535. */
  public OptionalInt peerDynomiteClientPort() {
    return settings.port(WarmupKey.PEER_DYNOMITE_CLIENT_PORT);
  }

  /** Returns the admin ports at the peers' hosts; empty if none is set. */
  public List<Integer> peerDynomiteAdminPorts() {
    return settings.list(WarmupKey.PEER_DYNOMITE_ADMIN_PORTS);
  }

  /** Returns the commands with which the launcher starts and stops the local Redis. */
  public CommandSettings redisCommands() {
    return CommandSettings.redis(settings);
  }

  /** Returns the commands with which the launcher starts and stops Dynomite. */
  public CommandSettings dynomiteCommands() {
    return CommandSettings.dynomite(settings);
  }

  /** Returns the longest wait for the first answer of a started Dynomite, in ms: 100 to 600,000. */
  public long dynomiteStartMillis() {
    return settings.number(WarmupKey.DYNOMITE_START_MSEC);
  }

  /** Returns whether a source may be in another data centre if this one has none. */
  public boolean remoteDatacenters() {
    return settings.flag(WarmupKey.REMOTE_DATACENTERS);
  }

  /** Returns the limits of the load that a run puts on its source. */
  public SourceLimits sourceLimits() {
    return SourceLimits.of(settings);
  }

  /** Returns the most retries of a start-up run: 0 to 1,000. */
  public int retryMax() {
    return settings.count(WarmupKey.RETRY_MAX);
  }

  /** Returns the pause before the first retry in ms: 1,000 to 3,600,000. */
  public long retryPauseMillis() {
    return settings.number(WarmupKey.RETRY_PAUSE_MSEC);
  }

  /** Returns how the daemon watches Redis and Dynomite between runs. */
  public WatchSettings watch() {
    return new WatchSettings(settings);
  }

  /** Returns the longest wait for a peer that is probed, in ms: 50 to 60,000. */
  public long probeMillis() {
    return settings.number(WarmupKey.PROBE_MSEC);
  }

  /** Returns the pause between two polls of both sides, in ms: 10 to 10,000. */
  public long pollMillis() {
    return settings.number(WarmupKey.POLL_MSEC);
  }

  /** Returns the longest time without progress on one source, in ms: 1,000 to 86,400,000. */
  public long stallMillis() {
    return settings.number(WarmupKey.STALL_MSEC);
  }

  /** Returns the longest wait for the connections of Dynomite's peers, in ms: 0 to 600,000. */
  public long peersConnectedMillis() {
    return settings.number(WarmupKey.PEERS_CONNECTED_MSEC);
  }

  /** Returns the limits of the hand-over. */
  public HandOverSettings handOver() {
    return new HandOverSettings(settings);
  }

  /** Returns the longest RESTORE in ms: 1,000 to 86,400,000. */
  public long restoreMillis() {
    return settings.number(WarmupKey.RESTORE_MSEC);
  }

  /** Returns the uptime of a Redis that counts as warm without a record, 0 to 31,536,000 s. */
  public long coldUptimeSeconds() {
    return settings.number(WarmupKey.COLD_UPTIME_SEC);
  }

  /** Returns the longest time between two progress lines in the log, in ms: 1,000 to 30,000. */
  public long logMillis() {
    return settings.number(WarmupKey.LOG_MSEC);
  }

  /** Returns where and how the daemon listens for JMXMP. */
  public JmxSettings jmx() {
    return new JmxSettings(settings);
  }

  /** Returns where the daemon listens for HTTP. */
  public HttpSettings http() {
    return new HttpSettings(settings);
  }

  /** Returns the path of the state file; empty if the file is named after the node. */
  public Optional<Path> stateFile() {
    return settings.value(WarmupKey.STATE_FILE);
  }

  @Override
  public String toString() {
    return settings.all().toString();
  }
}
