// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

/**
 * Every setting there is: its key below the prefix, unit and range, default. Validation, the table
 * in conf/README.md and the files in conf/ follow from this one; what each is for stands in
 * descriptions.properties.
 */
public enum WarmupKey {
  BOOTSTRAP("bootstrap", Kind.BOOLEAN, "true"),
  BYTES_SYNC_DIFF("bytes.sync.diff", Kind.bytes(0, 1_000_000_000_000L), "100000"),
  MSEC_BOOTSTRAPTIME("msec.bootstraptime", Kind.millis(1_000, 604_800_000), "900000"),
  FORCE("force", Kind.BOOLEAN, "false"),
  STRATEGY("strategy", Kind.NAME, "auto"),
  SOURCE("source", Kind.SOURCE, "", "any"),
  CLUSTER("cluster", Kind.NAME, "", "none"),
  REDIS_HOST("redis.host", Kind.HOST, "127.0.0.1"),
  REDIS_PORT("redis.port", Kind.PORT, "22122"),
  REDIS_USERNAME("redis.username", Kind.USER, "", "none"),
  REDIS_PASSWORD("redis.password", Kind.SECRET, "", "as dynomite.yml"),
  REDIS_TLS("redis.tls", Kind.BOOLEAN, "false"),
  REDIS_TIMEOUT_MSEC("redis.timeout.msec", Kind.millis(50, 60_000), "2000"),
  REDIS_WAIT_MSEC("redis.wait.msec", Kind.millis(0, 3_600_000), "60000"),
  REDIS_CONFIG_REWRITE("redis.config.rewrite", Kind.BOOLEAN, "true"),
  REDIS_START_COMMAND("redis.start.command", Kind.COMMAND, "", "none"),
  REDIS_STOP_COMMAND("redis.stop.command", Kind.COMMAND, "", "none"),
  REDIS_START_MSEC("redis.start.msec", Kind.millis(100, 600_000), "15000"),
  PEER_REDIS_PORT("peer.redis.port", Kind.PORT, "", "from the topology"),
  PEER_REDIS_USERNAME("peer.redis.username", Kind.USER, "", "as redis.username"),
  PEER_REDIS_PASSWORD("peer.redis.password", Kind.SECRET, "", "as redis.password"),
  PEER_REDIS_TLS("peer.redis.tls", Kind.BOOLEAN, "", "as redis.tls"),
  DYNOMITE_YML("dynomite.yml", Kind.PATH, "", "none"),
  DYNOMITE_ADMIN_URL("dynomite.admin.url", Kind.URL, "http://127.0.0.1:22222"),
  DYNOMITE_CLIENT_ADDRESS("dynomite.client.address", Kind.ENDPOINT, "127.0.0.1:8102"),
  DYNOMITE_START_COMMAND("dynomite.start.command", Kind.COMMAND, "", "none"),
  DYNOMITE_STOP_COMMAND("dynomite.stop.command", Kind.COMMAND, "", "none"),
  DYNOMITE_START_MSEC("dynomite.start.msec", Kind.millis(100, 600_000), "15000"),
  TOKEN("token", Kind.TOKENS, "", "from the topology"),
  RACK("rack", Kind.WORD, "", "from the topology"),
  DATACENTER("datacenter", Kind.WORD, "", "from the topology"),
  PEERS("peers", Kind.PEERS, "", "from the topology"),
  REMOTE_DATACENTERS("remote.datacenters", Kind.BOOLEAN, "false"),
  SOURCE_MAX_REPLICAS("source.max.replicas", Kind.count(1, 100), "3"),
  SOURCE_MAX_SYNCS("source.max.syncs", Kind.count(1, 20), "3"),
  SOURCE_MAX_COMMANDS("source.max.commands", Kind.count(50, 1_000), "50"),
  SOURCE_MEMORY_PERCENT("source.memory.percent", Kind.count(50, 100), "90"),
  PROBE_MSEC("probe.msec", Kind.millis(50, 60_000), "2000"),
  POLL_MSEC("poll.msec", Kind.millis(10, 10_000), "200"),
  STALL_MSEC("stall.msec", Kind.millis(1_000, 86_400_000), "60000"),
  PEERS_CONNECTED_MSEC("peers.connected.msec", Kind.millis(0, 600_000), "12000"),
  HANDOVER_MSEC("handover.msec", Kind.millis(10, 2_000), "500"),
  HANDOVER_SETTLE_MSEC("handover.settle.msec", Kind.millis(0, 1_000), "", "measured"),
  HANDOVER_WRITE_PROBE("handover.write.probe", Kind.BOOLEAN, "true"),
  PEER_DYNOMITE_CLIENT_PORT(
      "peer.dynomite.client.port", Kind.PORT, "", "as dynomite.client.address"),
  PEER_DYNOMITE_ADMIN_PORTS("peer.dynomite.admin.ports", Kind.PORTS, "", "as dynomite.admin.url"),
  HANDOVER_TRIES("handover.tries", Kind.count(1, 100), "3"),
  PAUSE_SOURCE_MSEC("pause.source.msec", Kind.millis(0, 5_000), "0"),
  VERIFY("verify", Kind.VERIFY, "off"),
  VERIFY_SAMPLE_KEYS("verify.sample.keys", Kind.count(1, 100_000_000), "10000"),
  VERIFY_CRON("verify.cron", Kind.CRON, "", "off"),
  VERIFY_REPAIR_DELETES("verify.repair.deletes", Kind.BOOLEAN, "false"),
  VERIFY_KEYS_PER_SECOND("verify.keys.per.second", Kind.count(10, 10_000_000), "20000"),
  DELTA_KEYS_PER_SECOND("delta.keys.per.second", Kind.count(10, 10_000_000), "200000"),
  DELTA_BYTES_PER_SECOND("delta.bytes.per.second", Kind.count(10_000, 10_000_000_000L), "50000000"),
  RESTORE_MSEC("restore.msec", Kind.millis(1_000, 86_400_000), "300000"),
  COLD_UPTIME_SEC("cold.uptime.sec", Kind.seconds(0, 31_536_000), "300"),
  RETRY_MAX("retry.max", Kind.count(0, 1_000), "5"),
  RETRY_PAUSE_MSEC("retry.pause.msec", Kind.millis(1_000, 3_600_000), "30000"),
  WATCH_MSEC("watch.msec", Kind.millis(0, 3_600_000), "5000"),
  WATCH_FAILURES("watch.failures", Kind.count(1, 1_000), "3"),
  WATCH_RESTARTS("watch.restarts", Kind.count(0, 1_000), "10"),
  STATE_FILE("state.file", Kind.PATH, "", "~/.dyno-warmup-HOST-PORT-RACK-TOKEN.state"),
  LOG_MSEC("log.msec", Kind.millis(1_000, 30_000), "30000"),
  PLUGIN_ENABLED("plugin.enabled", Kind.BOOLEAN, "true"),
  JMX_PORT("jmx.port", Kind.PORT_OR_OFF, "22322"),
  JMX_HOST("jmx.host", Kind.HOST, "127.0.0.1"),
  JMX_TLS_KEYSTORE("jmx.tls.keystore", Kind.PATH, "", "none"),
  JMX_TLS_KEYSTORE_PASSWORD("jmx.tls.keystore.password", Kind.SECRET, "", "none"),
  JMX_PASSWORD_FILE("jmx.password.file", Kind.PATH, "", "none");

  private final String key;
  private final Kind kind;
  private final String standard;
  private final String standardInWords;

  WarmupKey(String key, Kind kind, String standard) {
    this(key, kind, standard, standard);
  }

  WarmupKey(String key, Kind kind, String standard, String standardInWords) {
    this.key = key;
    this.kind = kind;
    this.standard = standard;
    this.standardInWords = standardInWords;
  }

  /** Below the prefix, such as {@code bytes.sync.diff}. */
  public String key() {
    return key;
  }

  /** The default as it would stand in a file; empty where there is none. */
  public String standard() {
    return standard;
  }

  /** The default for people: never empty. */
  public String standardInWords() {
    return standardInWords;
  }

  /** What it is for, in a sentence. */
  public String description() {
    return Descriptions.of(key);
  }

  /** What is allowed, for the end of a sentence. */
  public String allowed() {
    return kind.allowed();
  }

  /** What is allowed, for a table. */
  public String range() {
    return kind.range();
  }

  /** bytes, ms, s, or the empty string. */
  public String unit() {
    return kind.unit();
  }

  public boolean secret() {
    return kind == Kind.SECRET;
  }

  boolean command() {
    return kind == Kind.COMMAND;
  }

  /** A shell resolves the references in its commands itself; what a password holds is its own. */
  boolean mayHoldReferences() {
    return kind == Kind.COMMAND || kind == Kind.SECRET;
  }

  /** Empty is a value only where it is the default. */
  boolean accepts(String text) {
    return text.isEmpty() ? standard.isEmpty() : kind.accepts(text);
  }

  /** Whether both texts say the same. */
  boolean same(String one, String other) {
    return kind == Kind.BOOLEAN ? one.equalsIgnoreCase(other) : one.equals(other);
  }
}
