// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.resume;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.redis.Answer;
import io.dynowarmup.redis.CommandPolicy;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.ClientList;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.redis.relay.Relay;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The local Redis as it would be without the relay: a replica of the source, with the offsets of
 * the source.
 */
final class RelayedRedis implements RedisNode {
  private final RedisNode local;
  private final Endpoint source;
  private final Relay relay;

  RelayedRedis(RedisNode local, Endpoint source, Relay relay) {
    this.local = local;
    this.source = source;
    this.relay = relay;
  }

  private RedisInfo seen(RedisInfo info) {
    ReplicationInfo replication = info.replication();
    if (!replication.isReplicaOf(relay.endpoint())) {
      return info;
    }
    RedisInfo seen = with(info, "master_host", source.host());
    seen = with(seen, "master_port", String.valueOf(source.port()));
    OptionalLong offset = replication.replicaOffset();
    return offset.isPresent() && relay.isStreaming()
        ? with(seen, "slave_repl_offset", String.valueOf(relay.ofSource(offset.getAsLong())))
        : seen;
  }

  private static RedisInfo with(RedisInfo info, String field, String value) {
    return info.with(RedisInfo.parse(field + ":" + value), field);
  }

  @Override
  public Endpoint endpoint() {
    return local.endpoint();
  }

  @Override
  public RedisNode with(CommandPolicy policy) {
    return new RelayedRedis(local.with(policy), source, relay);
  }

  @Override
  public void ping() {
    local.ping();
  }

  @Override
  public RedisInfo info() {
    return seen(local.info());
  }

  @Override
  public RedisInfo infoOnly() {
    return seen(local.infoOnly());
  }

  @Override
  public RedisInfo info(String section) {
    return seen(local.info(section));
  }

  @Override
  public void replicaOf(Endpoint master) {
    local.replicaOf(master.equals(source) ? relay.endpoint() : master);
  }

  @Override
  public void replicaOfNoOne() {
    local.replicaOfNoOne();
  }

  @Override
  public Optional<String> configGet(String name) {
    return local.configGet(name);
  }

  @Override
  public void configSet(String name, String value) {
    local.configSet(name, value);
  }

  @Override
  public void configRewrite() {
    local.configRewrite();
  }

  @Override
  public Optional<String> addressSeenByServer() {
    return local.addressSeenByServer();
  }

  @Override
  public Optional<ClientList> clients() {
    return local.clients();
  }

  @Override
  public void set(String key, String value, long ttlMillis) {
    local.set(key, value, ttlMillis);
  }

  @Override
  public boolean delete(String key) {
    return local.delete(key);
  }

  @Override
  public long exists(List<String> keys) {
    return local.exists(keys);
  }

  @Override
  public List<String> read(List<String> keys) {
    return local.read(keys);
  }

  @Override
  public List<Answer> ask(List<List<String>> questions) {
    return local.ask(questions);
  }

  @Override
  public OptionalLong timeMicros() {
    return local.timeMicros();
  }

  @Override
  public List<byte[]> randomKeys(int count) {
    return local.randomKeys(count);
  }

  @Override
  public OptionalLong present(List<byte[]> keys) {
    return local.present(keys);
  }

  @Override
  public void close() {
    // The run closes the local Redis.
  }
}
