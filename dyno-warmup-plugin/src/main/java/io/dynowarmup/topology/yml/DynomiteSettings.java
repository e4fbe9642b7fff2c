// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.yml;

import io.dynowarmup.topology.ring.Consistency;
import io.dynowarmup.topology.ring.HashTag;
import io.dynowarmup.topology.ring.Texts;
import io.dynowarmup.topology.ring.TokenHash;
import java.util.Arrays;

/**
 * What of Dynomite's configuration decides how a node is handed over. Only dynomite.yml tells it;
 * without one the defaults of Dynomite 0.6.21 are assumed.
 */
public final class DynomiteSettings {
  /** What Dynomite does with an empty pool. */
  public static final DynomiteSettings DEFAULTS =
      new DynomiteSettings(YmlPool.empty("Dynomite's defaults"));

  private final int datastoreConnections;
  private final int localPeerConnections;
  private final int remotePeerConnections;
  private final int timeoutMillis;
  private final TokenHash hash;
  private final HashTag hashTag;
  private final Consistency readConsistency;
  private final Consistency writeConsistency;
  private final boolean gossip;

  private DynomiteSettings(YmlPool pool) {
    this.datastoreConnections = pool.number("datastore_connections", 255, 1);
    this.localPeerConnections = pool.number("local_peer_connections", 255, 1);
    this.remotePeerConnections = pool.number("remote_peer_connections", 255, 1);
    this.timeoutMillis = pool.number("timeout", 999_999_999, 5000);
    this.hash = pool.value("hash", DynomiteSettings::hash).orElse(TokenHash.MURMUR);
    this.hashTag = pool.value("hash_tag", HashTag::of).orElse(HashTag.NONE);
    this.readConsistency = consistency(pool, "read_consistency");
    this.writeConsistency = consistency(pool, "write_consistency");
    this.gossip = pool.flag("enable_gossip");
  }

  /**
   * @throws io.dynowarmup.api.WarmupException FILE, naming the key, its value and what is allowed
   */
  static DynomiteSettings of(YmlPool pool) {
    return new DynomiteSettings(pool);
  }

  private static TokenHash hash(String name) {
    return TokenHash.named(name).orElseThrow(() -> Texts.notAllowed(name, TokenHash.names()));
  }

  private static Consistency consistency(YmlPool pool, String key) {
    return pool.value(
            key,
            name ->
                Consistency.named(name)
                    .orElseThrow(
                        () -> Texts.notAllowed(name, Arrays.toString(Consistency.values()))))
        .orElse(Consistency.DC_ONE);
  }

  /** Connections from this Dynomite to its Redis, 1 to 255. */
  public int datastoreConnections() {
    return datastoreConnections;
  }

  /** Connections to each peer of the own data centre, 1 to 255. */
  public int localPeerConnections() {
    return localPeerConnections;
  }

  /** Connections to each peer of another data centre, 1 to 255. */
  public int remotePeerConnections() {
    return remotePeerConnections;
  }

  /**
   * How long a request may wait for Redis, in milliseconds. Also the longest life of the queue of
   * WRITES_ONLY.
   */
  public int timeoutMillis() {
    return timeoutMillis;
  }

  public TokenHash hash() {
    return hash;
  }

  public HashTag hashTag() {
    return hashTag;
  }

  public Consistency readConsistency() {
    return readConsistency;
  }

  public Consistency writeConsistency() {
    return writeConsistency;
  }

  /** With gossip, Dynomite sets its state back to NORMAL by itself. */
  public boolean gossip() {
    return gossip;
  }
}
