// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * All settings: the key below the prefix, the type with unit and range, and the default.
 * Validation, the table in conf/README.md and the files in conf/ are derived from this table. The
 * descriptions are in descriptions.properties.
 */
public enum WarmupKey {
  BOOTSTRAP("bootstrap", ValueType.BOOLEAN, "true"),
  REQUIRES_BOOTSTRAP("requires.bootstrap", ValueType.BOOLEAN, "false"),
  BYTES_SYNC_DIFF("bytes.sync.diff", ValueType.bytes(0, 1_000_000_000_000L), "100000"),
  MSEC_BOOTSTRAPTIME("msec.bootstraptime", ValueType.millis(1_000, 604_800_000), "900000"),
  FORCE("force", ValueType.BOOLEAN, "false"),
  STRATEGY("strategy", ValueType.NAME, "auto"),
  SOURCE("source", ValueType.SOURCE, "", "any"),
  CLUSTER("cluster", ValueType.NAME, "", "none"),
  REDIS_HOST("redis.host", ValueType.HOST, "127.0.0.1"),
  REDIS_PORT("redis.port", ValueType.PORT, "22122"),
  REDIS_USERNAME("redis.username", ValueType.USER, "", "none"),
  REDIS_PASSWORD("redis.password", ValueType.SECRET, "", "as dynomite.yml"),
  REDIS_TLS("redis.tls", ValueType.BOOLEAN, "false"),
  REDIS_TIMEOUT_MSEC("redis.timeout.msec", ValueType.millis(50, 60_000), "2000"),
  REDIS_WAIT_MSEC("redis.wait.msec", ValueType.millis(0, 3_600_000), "60000"),
  REDIS_CONFIG_REWRITE("redis.config.rewrite", ValueType.BOOLEAN, "true"),
  REDIS_START_COMMAND("redis.start.command", ValueType.COMMAND, "", "none"),
  REDIS_STOP_COMMAND("redis.stop.command", ValueType.COMMAND, "", "none"),
  REDIS_START_MSEC("redis.start.msec", ValueType.millis(100, 600_000), "15000"),
  PEER_REDIS_PORT("peer.redis.port", ValueType.PORT, "", "from the topology"),
  PEER_REDIS_USERNAME("peer.redis.username", ValueType.USER, "", "as redis.username"),
  PEER_REDIS_PASSWORD("peer.redis.password", ValueType.SECRET, "", "as redis.password"),
  PEER_REDIS_TLS("peer.redis.tls", ValueType.BOOLEAN, "", "as redis.tls"),
  DYNOMITE_YML("dynomite.yml", ValueType.PATH, "", "none"),
  DYNOMITE_ADMIN_URL("dynomite.admin.url", ValueType.URL, "http://127.0.0.1:22222"),
  DYNOMITE_CLIENT_ADDRESS("dynomite.client.address", ValueType.ENDPOINT, "127.0.0.1:8102"),
  DYNOMITE_START_COMMAND("dynomite.start.command", ValueType.COMMAND, "", "none"),
  DYNOMITE_STOP_COMMAND("dynomite.stop.command", ValueType.COMMAND, "", "none"),
  DYNOMITE_START_MSEC("dynomite.start.msec", ValueType.millis(100, 600_000), "15000"),
  TOKEN("token", ValueType.TOKENS, "", "from the topology"),
  RACK("rack", ValueType.WORD, "", "from the topology"),
  DATACENTER("datacenter", ValueType.WORD, "", "from the topology"),
  PEERS("peers", ValueType.PEERS, "", "from the topology"),
  REMOTE_DATACENTERS("remote.datacenters", ValueType.BOOLEAN, "false"),
  SOURCE_MAX_REPLICAS("source.max.replicas", ValueType.count(1, 100), "3"),
  SOURCE_MAX_SYNCS("source.max.syncs", ValueType.count(1, 20), "3"),
  SOURCE_MAX_COMMANDS("source.max.commands", ValueType.count(50, 1_000), "100"),
  SOURCE_MEMORY_PERCENT("source.memory.percent", ValueType.count(50, 100), "90"),
  SOURCE_MEMORY_BYTES("source.memory.bytes", ValueType.count(0, 1_000_000_000_000_000L), "0"),
  SOURCE_MAY_FORK("source.may.fork", ValueType.BOOLEAN, "true"),
  PROBE_MSEC("probe.msec", ValueType.millis(50, 60_000), "2000"),
  POLL_MSEC("poll.msec", ValueType.millis(10, 10_000), "200"),
  STALL_MSEC("stall.msec", ValueType.millis(1_000, 86_400_000), "60000"),
  PEERS_CONNECTED_MSEC("peers.connected.msec", ValueType.millis(0, 600_000), "12000"),
  HANDOVER_MSEC("handover.msec", ValueType.millis(10, 2_000), "500"),
  HANDOVER_SETTLE_MSEC("handover.settle.msec", ValueType.millis(0, 1_000), "", "measured"),
  HANDOVER_WRITE_PROBE("handover.write.probe", ValueType.BOOLEAN, "true"),
  PEER_DYNOMITE_CLIENT_PORT(
      "peer.dynomite.client.port", ValueType.PORT, "", "as dynomite.client.address"),
  PEER_DYNOMITE_ADMIN_PORTS(
      "peer.dynomite.admin.ports", ValueType.PORTS, "", "as dynomite.admin.url"),
  HANDOVER_TRIES("handover.tries", ValueType.count(1, 100), "3"),
  RECONCILE_MSEC("reconcile.msec", ValueType.millis(0, 60_000), "5000"),
  RESUME_STREAM_BYTES("resume.stream.bytes", ValueType.count(0, 1_000_000_000_000L), "268435456"),
  PAUSE_SOURCE_MSEC("pause.source.msec", ValueType.millis(0, 5_000), "0"),
  VERIFY("verify", ValueType.VERIFY, "off"),
  VERIFY_SAMPLE_KEYS("verify.sample.keys", ValueType.count(1, 100_000_000), "10000"),
  VERIFY_CRON("verify.cron", ValueType.CRON, "", "off"),
  VERIFY_REPAIR_DELETES("verify.repair.deletes", ValueType.BOOLEAN, "false"),
  VERIFY_KEYS_PER_SECOND("verify.keys.per.second", ValueType.count(10, 10_000_000), "200000"),
  DELTA_KEYS_PER_SECOND("delta.keys.per.second", ValueType.count(10, 10_000_000), "200000"),
  DELTA_BYTES_PER_SECOND(
      "delta.bytes.per.second", ValueType.count(10_000, 10_000_000_000L), "200000000"),
  COPY_SOURCES("copy.sources", ValueType.count(1, 8), "1"),
  CHUNKS_STORE("chunks.store", ValueType.URI, "", "none"),
  CHUNKS_CLUSTER("chunks.cluster", ValueType.NAME, "", "as cluster"),
  CHUNKS_MAX_AGE_SEC("chunks.max.age.sec", ValueType.seconds(1, 31_536_000), "86400"),
  DUMP_BYTES_PER_SECOND(
      "dump.bytes.per.second", ValueType.count(10_000, 10_000_000_000L), "200000000"),
  DUMP_CRON("dump.cron", ValueType.CRON, "", "off"),
  DUMP_KEEP("dump.keep", ValueType.count(1, 10_000), "7"),
  RESTORE_MSEC("restore.msec", ValueType.millis(1_000, 86_400_000), "300000"),
  COLD_UPTIME_SEC("cold.uptime.sec", ValueType.seconds(0, 31_536_000), "300"),
  RETRY_MAX("retry.max", ValueType.count(0, 1_000), "5"),
  RETRY_PAUSE_MSEC("retry.pause.msec", ValueType.millis(1_000, 3_600_000), "30000"),
  WATCH_MSEC("watch.msec", ValueType.millis(0, 3_600_000), "5000"),
  WATCH_FAILURES("watch.failures", ValueType.count(1, 1_000), "3"),
  WATCH_RESTARTS("watch.restarts", ValueType.count(0, 1_000), "10"),
  STATE_FILE("state.file", ValueType.PATH, "", "~/.dyno-warmup-HOST-PORT-RACK-TOKEN.state"),
  LOG_MSEC("log.msec", ValueType.millis(1_000, 30_000), "30000"),
  PLUGIN_ENABLED("plugin.enabled", ValueType.BOOLEAN, "true"),
  JMX_PORT("jmx.port", ValueType.PORT_OR_OFF, "22322"),
  JMX_HOST("jmx.host", ValueType.HOST, "127.0.0.1"),
  JMX_TLS_KEYSTORE("jmx.tls.keystore", ValueType.PATH, "", "none"),
  JMX_TLS_KEYSTORE_PASSWORD("jmx.tls.keystore.password", ValueType.SECRET, "", "none"),
  JMX_PASSWORD_FILE("jmx.password.file", ValueType.PATH, "", "none"),
  HTTP_PORT("http.port", ValueType.PORT_OR_OFF, "off"),
  HTTP_HOST("http.host", ValueType.HOST, "127.0.0.1");

  private static final String FILE = "descriptions.properties";
  private static final Properties DESCRIPTIONS = read();

  private final String key;
  private final ValueType<?> type;
  private final String standard;
  private final String standardInWords;

  WarmupKey(String key, ValueType<?> type, String standard) {
    this(key, type, standard, standard);
  }

  WarmupKey(String key, ValueType<?> type, String standard, String standardInWords) {
    this.key = key;
    this.type = type;
    this.standard = standard;
    this.standardInWords = standardInWords;
  }

  /** Returns the key below the prefix, such as {@code bytes.sync.diff}. */
  public String key() {
    return key;
  }

  /** Returns the default as it would stand in a file; empty if there is none. */
  public String standard() {
    return standard;
  }

  /** Returns the default for display; never empty. */
  public String standardInWords() {
    return standardInWords;
  }

  /**
   * Returns the description of the setting.
   *
   * @throws IllegalStateException if descriptions.properties does not have the key
   */
  public String description() {
    String text = DESCRIPTIONS.getProperty(key);
    if (text == null) {
      throw new IllegalStateException(key + " has no description in " + FILE);
    }
    return text;
  }

  /** Returns what is allowed, as the end of a sentence. */
  public String allowed() {
    return type.allowed();
  }

  /** Returns what is allowed, for a table. */
  public String range() {
    return type.range();
  }

  /** Returns bytes, ms, s, or the empty string. */
  public String unit() {
    return type.unit();
  }

  /** Returns whether the value is a secret, which is never shown. */
  public boolean secret() {
    return type == ValueType.SECRET;
  }

  boolean command() {
    return type == ValueType.COMMAND;
  }

  /**
   * Returns whether the value may contain references. A shell resolves those in its commands
   * itself, and a password may contain any characters.
   */
  boolean mayHoldReferences() {
    return type == ValueType.COMMAND || type == ValueType.SECRET;
  }

  /**
   * Parses the text of the setting.
   *
   * @return empty if the text and the default are empty
   * @throws IllegalArgumentException if the text is not {@link #allowed()}
   */
  Optional<Object> parse(String text) {
    return text.isEmpty() && standard.isEmpty() ? Optional.empty() : Optional.of(type.parse(text));
  }

  /** Returns whether both texts mean the same value. */
  boolean same(String one, String other) {
    return type == ValueType.BOOLEAN ? one.equalsIgnoreCase(other) : one.equals(other);
  }

  private static Properties read() {
    Properties all = new Properties();
    try (InputStream in = WarmupKey.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not in the jar");
      }
      all.load(in);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }
}
