// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackLink;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.net.LagProxy;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.redis.RespClient;
import io.dynowarmup.it.warmup.Calls;
import io.dynowarmup.it.warmup.WarmedNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Jedis;

/** A source with data, a cold node, a warm-up beside it, and proxies on every path. */
final class Scene implements AutoCloseable {
  static final int BUDGET_MILLIS = 15_000;
  static final int RESTORE_MILLIS = 3_000;

  /** The values are large, so that the transfer takes long enough to be interrupted. */
  static final int KEYS = 30;

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String DUMP = "dump.rdb";
  private static final String SAVED = "saved.rdb";
  private static final String OLD = "old.rdb";
  private static final int OLD_KEYS = 15;
  private static final int VALUE_BYTES = 200_000;
  private static final int OWN_KEYS = 3;
  private static final int NARROW = 200_000;
  private static final String MICROS_PER_KEY = "25000";

  private final DynomiteCluster cluster;
  private final LagProxy admin;
  private final TempDir dir = TempDir.create("faults");
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final Moment moment;
  private long keys;
  private RedisServer stranger;
  private NonsensePort nonsense;
  private WarmedNode warmup;

  Scene(Moment moment) {
    this.moment = moment;
    cluster = DynomiteCluster.builder().withLinks().build().start();
    admin = LagProxy.to(cold().dynomite().admin());
    Filler.strings(cold().redis(), "own", OWN_KEYS, 10);
    fillSource();
    if (moment == Moment.TRANSFER) {
      cluster.link(cold(), source()).redis().bandwidth(NARROW);
    }
    if (moment == Moment.LOADING) {
      set(cold().redis(), "key-load-delay", MICROS_PER_KEY);
    }
    settings.put(
        "dynomite.admin.url",
        "http://" + admin.address().getHostString() + ":" + admin.address().getPort());
    settings.put("state.file", dir.file("state"));
    settings.put("msec.bootstraptime", BUDGET_MILLIS);
    settings.put("restore.msec", RESTORE_MILLIS);
    settings.put("redis.timeout.msec", 1_500);
    settings.put("redis.wait.msec", 2_000);
    settings.put("probe.msec", 3_000);
    settings.put("stall.msec", 4_000);
    settings.put("peers.connected.msec", 1_000);
    settings.put("dynomite.start.msec", 3_000);
  }

  /**
   * Fills the source and saves it, so that a restart restores what it holds now. Also keeps a dump
   * of half of the keys.
   */
  private void fillSource() {
    set(source().redis(), "rdbcompression", "no");
    Filler.strings(source().redis(), "large", OLD_KEYS, VALUE_BYTES);
    save();
    copy(SAVED, OLD);
    Filler.strings(source().redis(), "large", KEYS, VALUE_BYTES);
    keys = KEYS;
    save();
  }

  private void save() {
    try (Jedis jedis = source().redis().client()) {
      // Refused while the snapshot for a replica is being written.
      Await.until("a saved source", LIMIT, () -> "OK".equals(jedis.save()));
    }
    copy(DUMP, SAVED);
  }

  /** Shortens the times after which a server or a link counts as silent, for one that will be. */
  void expectSilence() {
    settings.put("redis.timeout.msec", 500);
    settings.put("probe.msec", 1_500);
    settings.put("stall.msec", 1_000);
  }

  /** Writes a key that the source's Dynomite acknowledges. */
  void write(Moment moment) {
    try (RespClient client = RespClient.connect(source().dynomite().client())) {
      String answer = client.call("SET", "written:" + moment.name(), "x");
      if (!answer.equals("+OK")) {
        throw new IllegalStateException("a write through the source's Dynomite: " + answer);
      }
    }
    keys++;
    save();
  }

  /** Returns the number of keys that the source must have. */
  long keys() {
    return keys;
  }

  private void copy(String from, String to) {
    Path dir = source().redis().dir();
    try {
      Files.copy(dir.resolve(from), dir.resolve(to), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Creates the warm-up.
   *
   * @param ours whether the warm-up may start the node's Dynomite
   */
  WarmedNode warmup(boolean ours, Calls calls) {
    warmup = ours ? WarmedNode.starting(cold(), calls) : WarmedNode.of(cold(), calls);
    settings.forEach(warmup::set);
    return warmup;
  }

  WarmedNode warmup() {
    return warmup;
  }

  /** Returns the settings of the warm-up. */
  Map<String, Object> settings() {
    return settings;
  }

  TempDir dir() {
    return dir;
  }

  DynomiteCluster cluster() {
    return cluster;
  }

  RackNode source() {
    return cluster.node(0);
  }

  RackNode cold() {
    return cluster.node(1);
  }

  /** Returns the proxies from the cold node to the source. */
  List<LagProxy> link() {
    RackLink link = cluster.link(cold(), source());
    return List.of(link.redis(), link.client(), link.peer());
  }

  /** Removes the bandwidth limit, so that only the fault disturbs the run. */
  void widen() {
    cluster.link(cold(), source()).redis().bandwidth(0);
  }

  /** Returns the proxy from the warm-up to Dynomite's admin port. */
  LagProxy admin() {
    return admin;
  }

  void talkNonsense() {
    admin.cut();
    nonsense = new NonsensePort(admin.address());
  }

  void talkSense() {
    nonsense.close();
    admin.heal();
  }

  /** Restarts the source with the data that it had. */
  void restartSource() {
    source().redis().kill();
    // As a replica, the source may have saved the data of another master.
    copy(SAVED, DUMP);
    source().redis().start();
    set(source().redis(), "rdbcompression", "no");
  }

  /** Restarts the source empty, as without persistence. */
  void restartSourceEmpty() {
    source().redis().kill();
    try {
      Files.delete(source().redis().dir().resolve(DUMP));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    source().redis().start();
    set(source().redis(), "rdbcompression", "no");
  }

  /** Restarts the source with half of the data that it had. */
  void restartSourceOld() {
    source().redis().kill();
    copy(OLD, DUMP);
    source().redis().start();
    set(source().redis(), "rdbcompression", "no");
  }

  /** Sets the data that the source must have: what it held when the run chose it. */
  void mendOldSource() {
    if (moment == Moment.PREFLIGHT || moment == Moment.SELECT_SOURCE) {
      // The run has never seen more than the old dump.
      copy(OLD, SAVED);
      keys = keysOfSource();
    } else {
      restartSource();
    }
  }

  private long keysOfSource() {
    try (Jedis jedis = source().redis().client()) {
      return jedis.keys("*").stream().filter(key -> !key.startsWith("__dyno_warmup:")).count();
    }
  }

  void refuseLocalWrites(boolean refuse) {
    set(cold().redis(), "min-replicas-to-write", refuse ? "1" : "0");
  }

  /** Returns a master with a single key that is unknown to both sides. */
  RedisServer stranger() {
    if (stranger == null) {
      stranger = RedisServer.start(RedisBinary.newest());
      Filler.strings(stranger, "stranger", 1, 10);
    }
    return stranger;
  }

  /** Limits the memory to a third of the data. */
  void limitLocalMemory(String policy) {
    set(cold().redis(), "maxmemory-policy", policy);
    set(cold().redis(), "maxmemory", Integer.toString(KEYS * VALUE_BYTES / 3));
  }

  void freeLocalMemory() {
    set(cold().redis(), "maxmemory", "0");
    set(cold().redis(), "maxmemory-policy", "noeviction");
  }

  private static void set(RedisServer redis, String name, String value) {
    try (Jedis jedis = redis.client()) {
      jedis.configSet(name, value);
    }
  }

  @Override
  public void close() {
    if (warmup != null) {
      warmup.close();
    }
    if (nonsense != null) {
      nonsense.close();
    }
    admin.close();
    cluster.close();
    if (stranger != null) {
      stranger.close();
    }
    dir.close();
  }
}
