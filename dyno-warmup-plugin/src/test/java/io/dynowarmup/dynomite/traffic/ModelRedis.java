// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model of the parts of Redis that probes use: keys, a read-only replica, the count of refused
 * DELs.
 */
final class ModelRedis implements RedisNode {
  final Map<String, String> keys = new LinkedHashMap<>();
  boolean replica;
  boolean readOnly = true;
  boolean counts = true;
  boolean outOfMemory;
  long refusedDeletes;

  @Override
  public Endpoint endpoint() {
    return new Endpoint("127.0.0.1", 22122);
  }

  @Override
  public void set(String key, String value, long ttlMillis) {
    refuseOnReplica();
    if (outOfMemory) {
      throw new WarmupException(Reason.OUT_OF_MEMORY, "out of memory");
    }
    keys.put(key, value);
  }

  @Override
  public boolean delete(String key) {
    if (replica && readOnly) {
      refusedDeletes++;
    }
    refuseOnReplica();
    return keys.remove(key) != null;
  }

  @Override
  public long exists(List<String> wanted) {
    return wanted.stream().filter(keys::containsKey).count();
  }

  @Override
  public RedisInfo info(String section) {
    if ("replication".equals(section)) {
      return RedisInfo.parse(
          (replica ? "role:slave\n" : "role:master\n")
              + (replica ? "slave_read_only:" + (readOnly ? 1 : 0) : ""));
    }
    String rejected = counts ? ",rejected_calls=" : ",other=";
    return RedisInfo.parse(
        "cmdstat_info:calls=1"
            + rejected
            + "0\n"
            + (refusedDeletes == 0 ? "" : "cmdstat_del:calls=0" + rejected + refusedDeletes));
  }

  private void refuseOnReplica() {
    if (replica && readOnly) {
      throw new WarmupException(Reason.READONLY, "a read-only replica");
    }
  }

  @Override
  public void ping() {}

  @Override
  public void close() {}

  @Override
  public RedisInfo info() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void replicaOf(Endpoint source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void replicaOfNoOne() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> configGet(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void configSet(String name, String value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void configRewrite() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> addressSeenByServer() {
    throw new UnsupportedOperationException();
  }
}
