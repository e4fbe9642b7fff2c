// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fakes;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.LinkedHashMap;
import java.util.Map;

/** Generates the answer of a {@link FakeRedis} to INFO. */
final class InfoText {
  private final FakeRedis redis;
  private final Map<String, Object> fields = new LinkedHashMap<>();

  private InfoText(FakeRedis redis) {
    this.redis = redis;
  }

  static RedisInfo all(FakeRedis redis) {
    InfoText text = new InfoText(redis);
    text.server();
    text.replication();
    text.ownKeys();
    return text.parsed();
  }

  static RedisInfo section(FakeRedis redis, String section) {
    InfoText text = new InfoText(redis);
    if ("replication".equals(section)) {
      text.replication();
    } else if ("commandstats".equals(section)) {
      text.fields.put("cmdstat_info", "calls=1,rejected_calls=0");
      text.fields.put("cmdstat_del", "calls=0,rejected_calls=" + redis.refusedDeletes());
    } else {
      text.server();
    }
    return text.parsed();
  }

  /** Adds our own keys as a connection adds them to the server's answer. */
  private void ownKeys() {
    fields.put("dyno_warmup_record", redis.held("__dyno_warmup:node"));
    fields.put("dyno_warmup_claim", redis.held("__dyno_warmup:run"));
    if (!redis.held("__dyno_warmup:stop").isEmpty()) {
      fields.put("dyno_warmup_passing", redis.held("__dyno_warmup:run").isEmpty() ? 1 : 2);
    }
  }

  private RedisInfo parsed() {
    fields.putAll(redis.infoOverrides);
    StringBuilder text = new StringBuilder();
    fields.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
    return RedisInfo.parse(text.toString());
  }

  private void server() {
    Sync sync = redis.sync();
    fields.put("redis_version", "7.0.15");
    fields.put("run_id", redis.runId());
    fields.put("uptime_in_seconds", redis.uptimeSeconds());
    fields.put("config_file", redis.configFile);
    fields.put("used_memory", redis.bulkBytes);
    fields.put("used_memory_dataset", redis.bulkBytes);
    fields.put("maxmemory", redis.maxMemory);
    fields.put("maxmemory_policy", "noeviction");
    fields.put("rdb_last_bgsave_status", "ok");
    fields.put("loading", redis.loading() ? 1 : 0);
    if (redis.loading()) {
      fields.put("loading_total_bytes", redis.bulkBytes);
      fields.put("loading_loaded_bytes", redis.nanos() / 1_000_000 % redis.bulkBytes);
    }
    fields.put("total_commands_processed", redis.commands());
    fields.put("total_net_repl_input_bytes", sync == null ? 0 : sync.readBytes());
    if (redis.keys() > 0) {
      fields.put("db0", "keys=" + redis.keys() + ",expires=0,avg_ttl=0");
    }
  }

  private void replication() {
    Sync sync = redis.sync();
    fields.put("role", sync == null ? "master" : "slave");
    if (sync != null) {
      replica(sync);
    }
    int n = 0;
    for (String other : redis.otherReplicas) {
      fields.put("slave" + n++, other);
    }
    for (FakeRedis other : redis.world().servers()) {
      if (isOurReplica(other)) {
        fields.put("slave" + n++, line(other));
      }
    }
    fields.put("connected_slaves", n);
    fields.put("master_replid", redis.replid());
    fields.put("master_repl_offset", redis.offset());
  }

  private boolean isOurReplica(FakeRedis other) {
    Sync sync = other.sync();
    return sync != null
        && sync.source() == redis
        && other.up()
        && sync.stage() != Sync.Stage.CONNECTING
        && (sync.linkUp() || sync.stage() != Sync.Stage.STREAM);
  }

  private static String line(FakeRedis replica) {
    Sync sync = replica.sync();
    String state =
        sync.stage() == Sync.Stage.BGSAVE
            ? "wait_bgsave"
            : sync.stage() == Sync.Stage.TRANSFER ? "send_bulk" : "online";
    return "ip=127.0.0.1,port="
        + replica.endpoint().port()
        + ",state="
        + state
        + ",offset="
        + (sync.linkUp() ? acknowledged(replica, sync) : 0)
        + ",lag=1";
  }

  /** Returns the acknowledged offset; the source receives it once a second. */
  private static long acknowledged(FakeRedis replica, Sync sync) {
    long second = replica.nanos() / 1_000_000_000L * 1_000_000_000L;
    FakeRedis source = sync.source();
    return Math.min(sync.offset(), source.offsetOf(source.writesUntil(second)));
  }

  private void replica(Sync sync) {
    boolean bulk = sync.stage() != Sync.Stage.STREAM && sync.stage() != Sync.Stage.CONNECTING;
    fields.put("master_host", sync.address().host());
    fields.put("master_port", sync.address().port());
    fields.put("master_link_status", sync.linkUp() ? "up" : "down");
    fields.put("master_sync_in_progress", bulk ? 1 : 0);
    fields.put("slave_repl_offset", sync.offset());
    fields.put("slave_read_only", redis.readOnly() ? 1 : 0);
    if (bulk) {
      fields.put("master_sync_total_bytes", 0);
      fields.put("master_sync_read_bytes", sync.readBytes());
    }
    if (sync.linkDownMillis() >= 0) {
      fields.put("master_link_down_since_seconds", sync.linkDownMillis() / 1_000);
    }
  }
}
