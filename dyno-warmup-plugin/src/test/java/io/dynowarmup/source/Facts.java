// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.probe.PeerFacts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds facts of a healthy master, which a test then changes. */
public final class Facts {
  private final Peer peer;
  private final Map<String, String> fields = new LinkedHashMap<>();

  private Facts(Peer peer) {
    this.peer = peer;
    with("role", "master").with("loading", "0").with("connected_slaves", "0");
    with("uptime_in_seconds", "1000").with("rdb_last_bgsave_status", "ok").keys(1000);
    with("used_memory", "1000000").with("total_system_memory", "100000000").with("maxmemory", "0");
  }

  public static Facts of(String host) {
    return new Facts(peer(host));
  }

  public static Peer peer(String host) {
    return Peer.of(
        new Endpoint(host, 22122),
        new Endpoint(host, 8101),
        "rack-" + host,
        "dc",
        Collections.singletonList(1L));
  }

  public static PeerFacts failed(String host, Reason reason, String message) {
    return PeerFacts.failed(peer(host), new WarmupException(reason, message));
  }

  public Facts with(String field, Object value) {
    fields.put(field, String.valueOf(value));
    return this;
  }

  public Facts keys(long keys) {
    return with("db0", "keys=" + keys + ",expires=0,avg_ttl=0");
  }

  public Facts replicas(int n) {
    return with("connected_slaves", n);
  }

  public Facts uptime(long seconds) {
    return with("uptime_in_seconds", seconds);
  }

  public PeerFacts build() {
    StringBuilder text = new StringBuilder("# Server\r\n");
    fields.forEach((k, v) -> text.append(k).append(':').append(v).append("\r\n"));
    return PeerFacts.of(peer, RedisInfo.parse(text.toString()));
  }
}
