package io.dynowarmup.config;

/**
 * Every setting there is: its key below the prefix, default, unit and range. Validation, the
 * README's table and the files in conf/ follow from this one.
 */
public enum WarmupKey {
  BOOTSTRAP(
      "bootstrap",
      Kind.BOOLEAN,
      "true",
      "warm up at start when the node needs it; set to false, it ends a start-up run that is going on"),
  BYTES_SYNC_DIFF(
      "bytes.sync.diff",
      Kind.bytes(0, 1_000_000_000_000L),
      "100000",
      "in sync when the source's view of us is closer than this, or ours where that is further"),
  MSEC_BOOTSTRAPTIME(
      "msec.bootstraptime",
      Kind.millis(1_000, 604_800_000),
      "900000",
      "the whole budget, from the first command on"),
  FORCE("force", Kind.BOOLEAN, "false", "warm up although the node does not look cold"),
  STRATEGY(
      "strategy", Kind.NAME, "replication", "how the data arrives: replication, delta, or auto"),
  SOURCE(
      "source",
      Kind.SOURCE,
      "",
      "any",
      "take this source and no other: its host, host:port of its Redis or Dynomite, or its rack"),
  CLUSTER(
      "cluster",
      Kind.NAME,
      "",
      "none",
      "name of the cluster: the launcher reads the file of this name over the common one"),
  REDIS_HOST(
      "redis.host", Kind.HOST, "127.0.0.1", "the local Redis; not set: as dynomite.yml has it"),
  REDIS_PORT("redis.port", Kind.PORT, "22122", "its port; not set: as dynomite.yml has it"),
  REDIS_USERNAME(
      "redis.username",
      Kind.USER,
      "",
      "none",
      "its ACL user (Redis 6.0 and newer), with a password"),
  REDIS_PASSWORD(
      "redis.password",
      Kind.SECRET,
      "",
      "as dynomite.yml",
      "its password; not set: redis_requirepass of dynomite.yml; set and empty: none"),
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
  REDIS_START_COMMAND(
      "redis.start.command",
      Kind.COMMAND,
      "",
      "none",
      "starts the local Redis, where the daemon is to start it; may return or stay"),
  REDIS_STOP_COMMAND(
      "redis.stop.command",
      Kind.COMMAND,
      "",
      "none",
      "stops it, where the daemon is to restart one that does not answer; returns within 30 s"),
  REDIS_START_MSEC(
      "redis.start.msec",
      Kind.millis(100, 600_000),
      "15000",
      "how long the first answer of a started Redis may take, be it that it is loading"),
  PEER_REDIS_PORT("peer.redis.port", Kind.PORT, "", "as redis.port", "port of the peers' Redis"),
  PEER_REDIS_USERNAME(
      "peer.redis.username",
      Kind.USER,
      "",
      "as redis.username",
      "ACL user at the peers; set and empty: none"),
  PEER_REDIS_PASSWORD(
      "peer.redis.password",
      Kind.SECRET,
      "",
      "as redis.password",
      "password at the peers; set and empty: none"),
  PEER_REDIS_TLS(
      "peer.redis.tls", Kind.BOOLEAN, "", "as redis.tls", "whether they are spoken to over TLS"),
  DYNOMITE_YML(
      "dynomite.yml",
      Kind.PATH,
      "",
      "none",
      "path of Dynomite's own configuration: tokens, rack, peers and ports"),
  DYNOMITE_ADMIN_URL(
      "dynomite.admin.url",
      Kind.URL,
      "http://127.0.0.1:22222",
      "Dynomite's admin port (stats_listen); not set: as dynomite.yml has it"),
  DYNOMITE_CLIENT_ADDRESS(
      "dynomite.client.address",
      Kind.ENDPOINT,
      "127.0.0.1:8102",
      "where Dynomite serves clients (listen); not set: as dynomite.yml has it"),
  DYNOMITE_START_COMMAND(
      "dynomite.start.command",
      Kind.COMMAND,
      "",
      "none",
      "starts Dynomite, where the launcher is to start it; may return or stay"),
  DYNOMITE_STOP_COMMAND(
      "dynomite.stop.command",
      Kind.COMMAND,
      "",
      "none",
      "stops it, where the launcher is to restart it; returns within 30 s"),
  DYNOMITE_START_MSEC(
      "dynomite.start.msec",
      Kind.millis(100, 600_000),
      "15000",
      "how long the first answer of a started Dynomite may take"),
  TOKEN(
      "token",
      Kind.TOKENS,
      "",
      "from the topology",
      "this node's tokens; otherwise dynomite.yml or /cluster_describe tells them"),
  RACK("rack", Kind.WORD, "", "from the topology", "this node's rack; otherwise as above"),
  DATACENTER(
      "datacenter",
      Kind.WORD,
      "",
      "from the topology",
      "this node's data centre; otherwise as above"),
  PEERS("peers", Kind.PEERS, "", "from the topology", "the other nodes; otherwise as above"),
  REMOTE_DATACENTERS(
      "remote.datacenters", Kind.BOOLEAN, "false", "sources elsewhere when there is none here"),
  SOURCE_MAX_REPLICAS(
      "source.max.replicas",
      Kind.count(1, 100),
      "3",
      "a source that serves this many replicas already is not asked for one more"),
  SOURCE_MAX_SYNCS(
      "source.max.syncs",
      Kind.count(1, 20),
      "3",
      "full syncs that a run asks of one source; 1 of one whose BGSAVE fails"),
  SOURCE_MAX_COMMANDS(
      "source.max.commands",
      Kind.count(50, 1_000),
      "50",
      "most commands of a run to its source within any second, in every phase"),
  SOURCE_MEMORY_PERCENT(
      "source.memory.percent",
      Kind.count(50, 100),
      "90",
      "a source that takes more of its machine's memory than this is not asked for a snapshot; one"
          + " that takes half of the rest as well while it sends it is let go"),
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
      "longest WRITES_ONLY; lowered so that at most 5,000 writes queue at the rate measured in"
          + " CATCH_UP, and to a quarter of Dynomite's timeout"),
  HANDOVER_SETTLE_MSEC(
      "handover.settle.msec",
      Kind.millis(0, 1_000),
      "",
      "measured",
      "between confirming WRITES_ONLY and reading M, the source's offset"),
  HANDOVER_WRITE_PROBE(
      "handover.write.probe",
      Kind.BOOLEAN,
      "true",
      "measure the settle time also by a marker (SET, 10 s to live) through each peer's Dynomite"),
  PEER_DYNOMITE_CLIENT_PORT(
      "peer.dynomite.client.port",
      Kind.PORT,
      "",
      "as dynomite.client.address",
      "where the peers' Dynomites serve clients, for those markers"),
  HANDOVER_TRIES(
      "handover.tries",
      Kind.count(1, 100),
      "3",
      "hand-overs that may fail before the node is detached without one"),
  PAUSE_SOURCE_MSEC(
      "pause.source.msec",
      Kind.millis(0, 5_000),
      "0",
      "longest pause of the source's writes (CLIENT PAUSE ... WRITE, Redis 6.2 and newer) in the"
          + " hand-over, so that fewer INCR, LPUSH and APPEND are applied twice; 0: none"),
  VERIFY(
      "verify",
      Kind.VERIFY,
      "off",
      "compare this node with its peers after a run that has brought data: keys at random, or all"),
  VERIFY_SAMPLE_KEYS(
      "verify.sample.keys",
      Kind.count(1, 100_000_000),
      "10000",
      "keys that a sample compares with each peer"),
  VERIFY_KEYS_PER_SECOND(
      "verify.keys.per.second",
      Kind.count(10, 10_000_000),
      "20000",
      "most keys that a comparison reads in a second, on either side"),
  DELTA_KEYS_PER_SECOND(
      "delta.keys.per.second",
      Kind.count(10, 10_000_000),
      "100000",
      "most keys that the strategy delta looks at in a second, on the source"),
  DELTA_BYTES_PER_SECOND(
      "delta.bytes.per.second",
      Kind.count(10_000, 10_000_000_000L),
      "50000000",
      "most bytes of values that it fetches in a second"),
  RESTORE_MSEC(
      "restore.msec",
      Kind.millis(1_000, 86_400_000),
      "300000",
      "longest RESTORE, in which a load that cannot be ended may have to be waited for"),
  COLD_UPTIME_SEC(
      "cold.uptime.sec",
      Kind.seconds(0, 31_536_000),
      "300",
      "a Redis with keys that is up longer than this, and of which nothing is recorded, is recorded"
          + " as warm and not warmed at start"),
  RETRY_MAX(
      "retry.max",
      Kind.count(0, 1_000),
      "5",
      "how often a start-up run that failed is tried again while the node is empty"),
  RETRY_PAUSE_MSEC(
      "retry.pause.msec",
      Kind.millis(1_000, 3_600_000),
      "30000",
      "before the first of these; each next one is twice as long, up to an hour, all of them up to a"
          + " quarter shorter or longer by chance"),
  WATCH_MSEC(
      "watch.msec",
      Kind.millis(0, 3_600_000),
      "5000",
      "between two looks of the daemon at Redis and Dynomite, read at its start; 0: none"),
  WATCH_FAILURES(
      "watch.failures",
      Kind.count(1, 1_000),
      "3",
      "looks in a row that have to fail before one that is gone is started again"),
  WATCH_RESTARTS(
      "watch.restarts",
      Kind.count(0, 1_000),
      "10",
      "starts of one of them until it has lived for 10 minutes; the first at once, the next ones"
          + " after 10 s, 20 s and so on up to 5 minutes"),
  STATE_FILE(
      "state.file",
      Kind.PATH,
      "",
      "~/.dyno-warmup-PORT.state",
      "small file that survives a crash; PORT is that of the local Redis"),
  LOG_MSEC(
      "log.msec",
      Kind.millis(1_000, 30_000),
      "30000",
      "longest time between two lines of progress in the log"),
  PLUGIN_ENABLED(
      "plugin.enabled",
      Kind.BOOLEAN,
      "true",
      "in dynomite-manager, read at its start: false leaves everything to its built-in warm-up"),
  JMX_PORT(
      "jmx.port",
      Kind.PORT_OR_OFF,
      "22322",
      "where the daemon listens for JMXMP; 0: any free port, which its log tells"),
  JMX_HOST(
      "jmx.host",
      Kind.HOST,
      "127.0.0.1",
      "on which address; beyond loopback only with jmx.tls.keystore and jmx.password.file"),
  JMX_TLS_KEYSTORE(
      "jmx.tls.keystore",
      Kind.PATH,
      "",
      "none",
      "PKCS12 or JKS file with the daemon's key and certificate: JMXMP over TLS only"),
  JMX_TLS_KEYSTORE_PASSWORD(
      "jmx.tls.keystore.password", Kind.SECRET, "", "none", "password of that file and of its key"),
  JMX_PASSWORD_FILE(
      "jmx.password.file",
      Kind.PATH,
      "",
      "none",
      "lines of 'user password', readable by its owner only: JMXMP with one of these only");

  private final String key;
  private final Kind kind;
  private final String standard;
  private final String standardInWords;
  private final String description;

  WarmupKey(String key, Kind kind, String standard, String description) {
    this(key, kind, standard, standard, description);
  }

  WarmupKey(String key, Kind kind, String standard, String standardInWords, String description) {
    this.key = key;
    this.kind = kind;
    this.standard = standard;
    this.standardInWords = standardInWords;
    this.description = description;
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

  public String description() {
    return description;
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
