package io.dynowarmup.config;

import java.util.Locale;
import java.util.Optional;

/**
 * Every setting there is: its key below the prefix, default, unit and range. Validation, the
 * README's table and the files in conf/ follow from this one.
 */
public enum WarmupKey {
  BOOTSTRAP(
      "bootstrap",
      Kind.BOOLEAN,
      "true",
      "warm up at start when the node needs it; false during a start-up run ends it"),
  BYTES_SYNC_DIFF(
      "bytes.sync.diff",
      Kind.bytes(0, 1L << 50),
      "100000",
      "in sync when the source is at most this far ahead"),
  MSEC_BOOTSTRAPTIME(
      "msec.bootstraptime",
      Kind.millis(1_000, 7L * 24 * 3600 * 1000),
      "900000",
      "the whole budget, from the first command on"),
  FORCE("force", Kind.BOOLEAN, "false", "warm up although the node does not look cold"),
  STRATEGY("strategy", Kind.TEXT, "replication", "how the data arrives: replication"),
  SOURCE(
      "source",
      Kind.TEXT,
      "",
      "take this source and no other: host, host:port of its Redis, or rack"),
  CLUSTER("cluster", Kind.NAME, "", "name of the cluster; picks the per-cluster file"),
  REDIS_HOST("redis.host", Kind.TEXT, "127.0.0.1", "the local Redis"),
  REDIS_PORT("redis.port", Kind.PORT, "22122", "its port"),
  REDIS_USERNAME(
      "redis.username",
      Kind.TEXT,
      "",
      "its ACL user (Redis 6.0 and newer); empty is the default user"),
  REDIS_PASSWORD("redis.password", Kind.SECRET, "", "its password"),
  REDIS_TLS("redis.tls", Kind.BOOLEAN, "false", "whether it is spoken to over TLS"),
  REDIS_TIMEOUT_MSEC(
      "redis.timeout.msec",
      Kind.millis(50, 60_000),
      "2000",
      "longest wait for a connection or an answer of a Redis"),
  REDIS_WAIT_MSEC(
      "redis.wait.msec",
      Kind.millis(0, 3_600_000),
      "60000",
      "how long a start-up run waits for the local Redis to answer"),
  PEER_REDIS_PORT(
      "peer.redis.port", Kind.PORT, "", "port of the peers' Redis; empty is as redis.port"),
  PEER_REDIS_USERNAME(
      "peer.redis.username", Kind.TEXT, "", "ACL user at the peers; empty is as redis.username"),
  PEER_REDIS_PASSWORD(
      "peer.redis.password", Kind.SECRET, "", "password at the peers; empty is as redis.password"),
  PEER_REDIS_TLS("peer.redis.tls", Kind.BOOLEAN, "", "TLS to the peers; empty is as redis.tls"),
  DYNOMITE_YML(
      "dynomite.yml",
      Kind.TEXT,
      "",
      "path of Dynomite's own configuration: tokens, rack, peers and ports"),
  DYNOMITE_ADMIN_URL(
      "dynomite.admin.url",
      Kind.TEXT,
      "http://127.0.0.1:22222",
      "Dynomite's admin port (stats_listen)"),
  DYNOMITE_CLIENT_ADDRESS(
      "dynomite.client.address",
      Kind.ENDPOINT,
      "127.0.0.1:8102",
      "where Dynomite serves clients (listen)"),
  DYNOMITE_START_COMMAND(
      "dynomite.start.command",
      Kind.TEXT,
      "",
      "starts Dynomite where nobody else does; returns or stays"),
  DYNOMITE_STOP_COMMAND("dynomite.stop.command", Kind.TEXT, "", "stops it, for a restart"),
  DYNOMITE_START_MSEC(
      "dynomite.start.msec",
      Kind.millis(100, 600_000),
      "15000",
      "how long the first answer of a started Dynomite may take"),
  TOKEN(
      "token",
      Kind.TEXT,
      "",
      "this node's tokens, separated by commas; empty: from dynomite.yml or /cluster_describe"),
  RACK("rack", Kind.TEXT, "", "this node's rack; empty: as above"),
  DATACENTER("datacenter", Kind.TEXT, "", "this node's data centre; empty: as above"),
  PEERS(
      "peers",
      Kind.TEXT,
      "",
      "the other nodes, separated by blanks or ;, each host:dyn_port:rack:dc:tokens[:redis_port]; empty: as above"),
  REMOTE_DATACENTERS(
      "remote.datacenters", Kind.BOOLEAN, "false", "sources elsewhere when there is none here"),
  SOURCE_MAX_REPLICAS(
      "source.max.replicas",
      Kind.count(1, 100),
      "3",
      "a source that serves this many replicas already is not asked for one more"),
  PROBE_MSEC(
      "probe.msec",
      Kind.millis(50, 60_000),
      "2000",
      "longest wait for a peer that is asked how it is"),
  POLL_MSEC("poll.msec", Kind.millis(10, 10_000), "200", "between two looks at both sides"),
  STALL_MSEC(
      "stall.msec",
      Kind.millis(1_000, 86_400_000),
      "60000",
      "nothing has moved for this long: next source"),
  PEERS_CONNECTED_MSEC(
      "peers.connected.msec",
      Kind.millis(0, 600_000),
      "12000",
      "longest wait for Dynomite's peers to be connected before the hand-over"),
  HANDOVER_MSEC(
      "handover.msec",
      Kind.millis(10, 2_000),
      "500",
      "longest WRITES_ONLY; lowered so that at most 5,000 writes queue, and to a quarter of Dynomite's timeout"),
  HANDOVER_SETTLE_MSEC(
      "handover.settle.msec",
      Kind.millis(0, 1_000),
      "",
      "between confirming WRITES_ONLY and reading the source's offset; empty: measured"),
  HANDOVER_WRITE_PROBE(
      "handover.write.probe",
      Kind.BOOLEAN,
      "true",
      "measure the settle time also by a marker (SET, 10 s to live) through each peer's Dynomite"),
  PEER_DYNOMITE_CLIENT_PORT(
      "peer.dynomite.client.port",
      Kind.PORT,
      "",
      "where the peers' Dynomites serve clients, for those markers; empty: as the local one"),
  HANDOVER_TRIES(
      "handover.tries",
      Kind.count(1, 100),
      "3",
      "hand-overs that may fail before the node is detached without one"),
  RESTORE_MSEC(
      "restore.msec",
      Kind.millis(1_000, 86_400_000),
      "300000",
      "longest RESTORE, in which a load that cannot be ended may have to be waited for"),
  COLD_UPTIME_SEC(
      "cold.uptime.sec",
      Kind.seconds(0, 31_536_000),
      "300",
      "a Redis with keys that is up longer and of which nothing is recorded counts as warm"),
  STATE_FILE(
      "state.file",
      Kind.TEXT,
      "",
      "small file that survives a crash; empty: .dyno-warmup-<redis port>.state in the user's home"),
  LOG_MSEC(
      "log.msec",
      Kind.millis(1_000, 30_000),
      "30000",
      "longest time between two lines of progress in the log");

  private final String key;
  private final Kind kind;
  private final String standard;
  private final String description;

  WarmupKey(String key, Kind kind, String standard, String description) {
    this.key = key;
    this.kind = kind;
    this.standard = standard;
    this.description = description;
  }

  /** Below the prefix, such as {@code bytes.sync.diff}. */
  public String key() {
    return key;
  }

  /** As it would stand in a file; empty where there is none. */
  public String standard() {
    return standard;
  }

  public String description() {
    return description;
  }

  /** What is allowed, in words. */
  public String allowed() {
    return kind.allowed();
  }

  /** bytes, ms, s, or the empty string. */
  public String unit() {
    return kind.unit();
  }

  public boolean secret() {
    return kind == Kind.SECRET;
  }

  /**
   * @return whether the text may stand for this setting
   */
  boolean accepts(String text) {
    return kind.accepts(text) || (text.isEmpty() && standard.isEmpty());
  }

  static Optional<WarmupKey> of(String key) {
    String wanted = key.toLowerCase(Locale.ROOT);
    for (WarmupKey k : values()) {
      if (k.key.equals(wanted)) {
        return Optional.of(k);
      }
    }
    return Optional.empty();
  }
}
