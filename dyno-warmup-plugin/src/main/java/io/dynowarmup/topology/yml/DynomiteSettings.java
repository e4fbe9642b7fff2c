// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.yml;

import io.dynowarmup.topology.ring.Consistency;
import io.dynowarmup.topology.ring.HashTag;
import io.dynowarmup.topology.ring.Texts;
import io.dynowarmup.topology.ring.TokenHash;
import java.util.Arrays;

/**
 * The settings of Dynomite that affect the hand-over. Only dynomite.yml contains them. Without that
 * file, the defaults of Dynomite 0.6.21 are assumed. Immutable.
 */
public final class DynomiteSettings {
  /** The defaults that Dynomite uses for an empty pool. */
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
   * Reads the settings.
   *
   * @throws io.dynowarmup.api.WarmupException FILE with the key, its value and what is allowed
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

  /** Returns the number of connections from this Dynomite to its Redis, 1 to 255. */
  public int datastoreConnections() {
    return datastoreConnections;
  }

  /** Returns the number of connections to each peer in the same data centre, 1 to 255. */
  public int localPeerConnections() {
    return localPeerConnections;
  }

  /** Returns the number of connections to each peer in another data centre, 1 to 255. */
  public int remotePeerConnections() {
    return remotePeerConnections;
  }

  /**
   * Returns how long a request may wait for Redis, in ms. The queue of WRITES_ONLY does not live
   * longer either.
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

  /**
   * Returns whether gossip is enabled. With gossip, Dynomite sets its state back to NORMAL by
   * itself.
   */
  public boolean gossip() {
    return gossip;
  }
}
