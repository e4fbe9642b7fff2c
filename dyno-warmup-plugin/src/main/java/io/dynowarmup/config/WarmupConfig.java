// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import com.netflix.archaius.api.Config;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The settings of one run: read once, valid, immutable. */
public final class WarmupConfig {
  /** The first one that has a key wins. */
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
   * Reads all of it.
   *
   * @throws WarmupException BAD_CONFIG, naming every wrong key with its value, where it came from
   *     and what is allowed
   */
  public static WarmupConfig from(Config config) {
    return from(config, PREFIXES);
  }

  /**
   * @param prefixes in the order in which they win
   */
  public static WarmupConfig from(Config config, List<String> prefixes) {
    return new WarmupConfig(Settings.read(config, prefixes), false);
  }

  /** What is odd and stops nothing: unknown keys, an alias that contradicts. */
  public List<String> warnings() {
    return settings.warnings();
  }

  /** Every setting with its value in force (secrets masked) and where it comes from. */
  public List<Setting> settings() {
    return settings.all();
  }

  /**
   * For a value that only its user can judge, such as the name of a strategy.
   *
   * @param allowed the end of the sentence
   * @return BAD_CONFIG, naming the key, its value, where it came from and what is allowed
   */
  public WarmupException wrong(WarmupKey key, String allowed) {
    return settings.wrong(key, allowed);
  }

  public boolean bootstrap() {
    return settings.flag(WarmupKey.BOOTSTRAP);
  }

  public boolean force() {
    return forced || settings.flag(WarmupKey.FORCE);
  }

  /**
   * @param force whether somebody has asked for it, whatever is set
   */
  public WarmupConfig forced(boolean force) {
    return new WarmupConfig(settings, force);
  }

  public long bytesSyncDiff() {
    return settings.number(WarmupKey.BYTES_SYNC_DIFF);
  }

  /** The whole budget of a run. */
  public long bootstrapTimeMillis() {
    return settings.number(WarmupKey.MSEC_BOOTSTRAPTIME);
  }

  public String strategy() {
    return settings.text(WarmupKey.STRATEGY);
  }

  /** Host, host:port or rack of the only source allowed; empty for a choice. */
  public String source() {
    return settings.text(WarmupKey.SOURCE);
  }

  public VerifySettings verify() {
    return new VerifySettings(settings);
  }

  public long deltaKeysPerSecond() {
    return settings.number(WarmupKey.DELTA_KEYS_PER_SECOND);
  }

  public long deltaBytesPerSecond() {
    return settings.number(WarmupKey.DELTA_BYTES_PER_SECOND);
  }

  public String cluster() {
    return settings.text(WarmupKey.CLUSTER);
  }

  /** Set by somebody; otherwise the topology may know better than the default. */
  public Optional<String> redisHost() {
    return ifSet(WarmupKey.REDIS_HOST);
  }

  public Optional<Integer> redisPort() {
    return ifSet(WarmupKey.REDIS_PORT).map(Integer::valueOf);
  }

  /** How to get into the local Redis. */
  public RedisSettings redis() {
    return RedisSettings.local(settings);
  }

  /** How to get into the peers': as into the local one, where nothing else is said. */
  public RedisSettings peerRedis() {
    return RedisSettings.ofPeers(settings);
  }

  public Optional<Integer> peerRedisPort() {
    return ifSet(WarmupKey.PEER_REDIS_PORT).map(Integer::valueOf);
  }

  public long redisTimeoutMillis() {
    return settings.number(WarmupKey.REDIS_TIMEOUT_MSEC);
  }

  public long redisWaitMillis() {
    return settings.number(WarmupKey.REDIS_WAIT_MSEC);
  }

  /** Whether Redis may be sent CONFIG REWRITE. */
  public boolean redisConfigRewrite() {
    return settings.flag(WarmupKey.REDIS_CONFIG_REWRITE);
  }

  public Optional<Path> dynomiteYml() {
    return ifSet(WarmupKey.DYNOMITE_YML).map(Paths::get);
  }

  public Optional<String> dynomiteAdminUrl() {
    return ifSet(WarmupKey.DYNOMITE_ADMIN_URL);
  }

  public Optional<Endpoint> dynomiteClientAddress() {
    return ifSet(WarmupKey.DYNOMITE_CLIENT_ADDRESS).map(Endpoint::parse);
  }

  public Optional<Integer> peerDynomiteClientPort() {
    return ifSet(WarmupKey.PEER_DYNOMITE_CLIENT_PORT).map(Integer::valueOf);
  }

  /** Empty where none is set. */
  public List<Integer> peerDynomiteAdminPorts() {
    return settings.numbers(WarmupKey.PEER_DYNOMITE_ADMIN_PORTS);
  }

  /** How the launcher starts and stops the local Redis. */
  public CommandSettings redisCommands() {
    return CommandSettings.redis(settings);
  }

  /** How the launcher starts and stops Dynomite. */
  public CommandSettings dynomiteCommands() {
    return CommandSettings.dynomite(settings);
  }

  public long dynomiteStartMillis() {
    return settings.number(WarmupKey.DYNOMITE_START_MSEC);
  }

  public String token() {
    return settings.text(WarmupKey.TOKEN);
  }

  public String rack() {
    return settings.text(WarmupKey.RACK);
  }

  public String datacenter() {
    return settings.text(WarmupKey.DATACENTER);
  }

  public String peers() {
    return settings.text(WarmupKey.PEERS);
  }

  public boolean remoteDatacenters() {
    return settings.flag(WarmupKey.REMOTE_DATACENTERS);
  }

  public int sourceMaxReplicas() {
    return (int) settings.number(WarmupKey.SOURCE_MAX_REPLICAS);
  }

  /** What a run may ask of its source. */
  public SourceLimits sourceLimits() {
    return new SourceLimits(
        sourceMaxReplicas(),
        (int) settings.number(WarmupKey.SOURCE_MAX_SYNCS),
        (int) settings.number(WarmupKey.SOURCE_MAX_COMMANDS),
        (int) settings.number(WarmupKey.SOURCE_MEMORY_PERCENT));
  }

  public int retryMax() {
    return (int) settings.number(WarmupKey.RETRY_MAX);
  }

  /** Before the first retry. */
  public long retryPauseMillis() {
    return settings.number(WarmupKey.RETRY_PAUSE_MSEC);
  }

  public WatchSettings watch() {
    return new WatchSettings(
        settings.number(WarmupKey.WATCH_MSEC),
        (int) settings.number(WarmupKey.WATCH_FAILURES),
        (int) settings.number(WarmupKey.WATCH_RESTARTS));
  }

  public long probeMillis() {
    return settings.number(WarmupKey.PROBE_MSEC);
  }

  public long pollMillis() {
    return settings.number(WarmupKey.POLL_MSEC);
  }

  public long stallMillis() {
    return settings.number(WarmupKey.STALL_MSEC);
  }

  public long peersConnectedMillis() {
    return settings.number(WarmupKey.PEERS_CONNECTED_MSEC);
  }

  public HandOverSettings handOver() {
    return new HandOverSettings(
        settings.number(WarmupKey.HANDOVER_MSEC),
        settings.isSet(WarmupKey.HANDOVER_SETTLE_MSEC)
            ? settings.number(WarmupKey.HANDOVER_SETTLE_MSEC)
            : -1,
        (int) settings.number(WarmupKey.HANDOVER_TRIES),
        settings.flag(WarmupKey.HANDOVER_WRITE_PROBE),
        settings.number(WarmupKey.PAUSE_SOURCE_MSEC));
  }

  public long restoreMillis() {
    return settings.number(WarmupKey.RESTORE_MSEC);
  }

  public long coldUptimeSeconds() {
    return settings.number(WarmupKey.COLD_UPTIME_SEC);
  }

  public long logMillis() {
    return settings.number(WarmupKey.LOG_MSEC);
  }

  /** Where and how the daemon listens for JMXMP. */
  public JmxSettings jmx() {
    return JmxSettings.of(settings);
  }

  /** What has to survive a crash; empty for one that is named by the node. */
  public Optional<Path> stateFile() {
    return ifSet(WarmupKey.STATE_FILE).map(Paths::get);
  }

  private Optional<String> ifSet(WarmupKey key) {
    return settings.isWritten(key) && settings.isSet(key)
        ? Optional.of(settings.text(key))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return settings.all().toString();
  }
}
