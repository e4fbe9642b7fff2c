// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fakes;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Redis with bulk data, numbered writes, a few named keys, settings and a role. Its state as a
 * replica is computed from the clock. Tests set the fields before a run.
 */
public final class FakeRedis {
  static final long BYTES_PER_WRITE = 100;
  private static final long FIRST_OFFSET = 1_000;

  /** The duration of each step of a sync in milliseconds; -1 never ends. */
  public long connectMillis = 5;

  public long bgsaveMillis = 50;
  public long transferMillis = 400;
  public long loadMillis = 100;

  /** The age of the stream when it arrives. */
  public long lagMillis;

  public long bulkBytes = 1_000_000;

  /** A source that disappears during the load leaves no data. */
  public boolean diskless;

  public boolean down;

  /** The server that a replica reaches by this one's address; null for this one. */
  public FakeRedis linksLeadTo;

  /** Why BGSAVE is refused; empty if it is not. */
  public String saveRefusal = "";

  /** Runs during BGSAVE. */
  public Runnable onSave = () -> {};

  public String password = "";
  public String configFile = "";
  public long maxMemory;

  /** Lines of other replicas, listed before ours. */
  public final List<String> otherReplicas = new ArrayList<>();

  /** Replaces fields of INFO. */
  public final Map<String, String> infoOverrides = new LinkedHashMap<>();

  public final Map<String, String> config = new LinkedHashMap<>();

  private final World world;
  private final String name;
  private final Endpoint endpoint;
  private final Map<String, String> named = new LinkedHashMap<>();
  private final BitSet writes = new BitSet();
  private final List<Long> writeNanos = new ArrayList<>();
  private final List<Integer> writeNumbers = new ArrayList<>();
  private long bulk;
  private Sync sync;

  /** How far TIME is ahead of the world's clock; null if TIME is not available. */
  public Long clockAheadMillis;

  private String runId;
  private int generation;
  private long startedNanos;
  private long commands;
  private long refusedDeletes;
  private boolean ownLoading;
  private boolean fileRewritten;

  public FakeRedis(World world, String name, Endpoint endpoint) {
    this.world = world;
    this.name = name;
    this.endpoint = endpoint;
    config.put("slave-read-only", "yes");
    config.put("masterauth", "");
    config.put("masteruser", "");
    config.put("tls-replication", "no");
    config.put("slave-announce-ip", "");
    config.put("slave-announce-port", "0");
    restart();
    world.mover(this::move);
  }

  private void move() {
    if (sync != null && !down) {
      sync.move();
    }
  }

  /** Starts a new process: a master with the existing data. */
  public FakeRedis restart() {
    generation++;
    runId = name + "-run-" + generation;
    sync = null;
    down = false;
    startedNanos = nanos();
    return this;
  }

  /** Sets the number of keys in the bulk. */
  public FakeRedis holding(long keys) {
    bulk = keys;
    return this;
  }

  public FakeRedis upForSeconds(long seconds) {
    startedNanos = nanos() - seconds * 1_000_000_000L;
    return this;
  }

  /** Sets whether it loads its own file. */
  public void loadingOwnFile(boolean loading) {
    ownLoading = loading;
  }

  public String name() {
    return name;
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  public String runId() {
    return runId;
  }

  public boolean isMaster() {
    return sync == null;
  }

  String save() {
    infoOverrides.computeIfPresent("rdb_changes_since_last_save", (field, value) -> "0");
    onSave.run();
    return saveRefusal;
  }

  public boolean loading() {
    return ownLoading || (sync != null && sync.stage() == Sync.Stage.LOADING);
  }

  public boolean fileRewritten() {
    return fileRewritten;
  }

  public long bulk() {
    return bulk;
  }

  public BitSet writes() {
    return writes;
  }

  public long keys() {
    return bulk + writes.cardinality() + named.size();
  }

  /** Makes it a replica, as an operator or a killed run would. */
  public void replicate(Endpoint from) {
    FakeRedis there = world.at(from);
    sync = new Sync(this, there.linksLeadTo == null ? there : there.linksLeadTo, from);
  }

  public void detach() {
    sync = null;
  }

  long nanos() {
    return world.time().nanos();
  }

  boolean up() {
    return !down;
  }

  String replid() {
    return sync == null ? name + "-replid-" + generation : sync.replid();
  }

  long offset() {
    return sync == null ? offsetOf(writeNumbers.size()) : sync.offset();
  }

  long offsetOf(int count) {
    return FIRST_OFFSET + count * BYTES_PER_WRITE;
  }

  int writesUntil(long nanos) {
    int n = writeNanos.size();
    while (n > 0 && writeNanos.get(n - 1) > nanos) {
      n--;
    }
    return n;
  }

  int writeAt(int index) {
    return writeNumbers.get(index);
  }

  boolean lets(FakeRedis replica) {
    return password.equals(replica.config.get("masterauth"));
  }

  void dropData() {
    bulk = 0;
    writes.clear();
    named.clear();
  }

  void loadBulk(long keys) {
    bulk = keys;
  }

  void countCommand() {
    commands++;
  }

  Sync sync() {
    return sync;
  }

  long stageMillis(Sync.Stage stage) {
    switch (stage) {
      case CONNECTING:
        return connectMillis;
      case BGSAVE:
        return bgsaveMillis;
      case TRANSFER:
        return transferMillis;
      default:
        return loadMillis;
    }
  }

  /** Receives a client's write through a Dynomite. */
  void write(int number, long atNanos) {
    refuseWrites();
    writes.set(number);
    writeNumbers.add(number);
    writeNanos.add(atNanos);
    commands++;
  }

  void set(String key, String value) {
    refuseWrites();
    named.put(key, value);
  }

  boolean exchange(String key, String expected, String value) {
    refuseWrites();
    boolean as = named.getOrDefault(key, "").equals(expected);
    if (as && value.isEmpty()) {
      named.remove(key);
    } else if (as) {
      named.put(key, value);
    }
    return as;
  }

  /** Returns the value of a key; empty if it does not exist. */
  public String held(String key) {
    return named.getOrDefault(key, "");
  }

  boolean delete(String key) {
    if (sync != null && readOnly()) {
      refusedDeletes++;
    }
    refuseWrites();
    return named.remove(key) != null;
  }

  boolean has(String key) {
    refuseWhileLoading();
    return named.containsKey(key);
  }

  private void refuseWrites() {
    refuseWhileLoading();
    if (sync != null && readOnly()) {
      throw new WarmupException(Reason.READONLY, name + " is a read-only replica");
    }
  }

  void refuseWhileLoading() {
    if (loading()) {
      throw new WarmupException(Reason.LOADING, name + " is loading");
    }
  }

  boolean readOnly() {
    return !"no".equals(config.get("slave-read-only"));
  }

  long refusedDeletes() {
    return refusedDeletes;
  }

  long commands() {
    return commands;
  }

  long uptimeSeconds() {
    return (nanos() - startedNanos) / 1_000_000_000L;
  }

  /** Rewrites the configuration file; on a replica this leaves "replicaof" in it. */
  public void rewriteFile() {
    fileRewritten = true;
    try {
      Path file = Paths.get(configFile);
      if (Files.exists(file)) {
        Files.write(file, fileText().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String fileText() {
    Sync now = sync();
    Endpoint from = now == null ? null : now.address();
    return "port "
        + endpoint.port()
        + "\nmaxmemory "
        + maxMemory
        + (from == null ? "" : "\nreplicaof " + from.host() + " " + from.port());
  }

  World world() {
    return world;
  }
}
