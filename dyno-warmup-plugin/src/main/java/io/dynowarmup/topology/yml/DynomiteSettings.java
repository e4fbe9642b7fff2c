// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.yml;

import io.dynowarmup.topology.hash.HashTag;
import io.dynowarmup.topology.hash.TokenHash;
import io.dynowarmup.topology.ring.Consistency;
import io.dynowarmup.topology.ring.Texts;
import java.util.Arrays;
import org.immutables.value.Value;

/**
 * The settings of Dynomite that affect the hand-over. Only dynomite.yml contains them. Without that
 * file, the defaults of Dynomite 0.6.21 are assumed.
 */
@Value.Immutable(builder = false)
public abstract class DynomiteSettings {
  DynomiteSettings() {}

  /**
   * Reads the settings.
   *
   * @throws io.dynowarmup.api.WarmupException FILE with the key, its value and what is allowed
   */
  static DynomiteSettings of(YmlPool pool) {
    return ImmutableDynomiteSettings.of(
        pool.number("datastore_connections", 255, 1),
        pool.number("local_peer_connections", 255, 1),
        pool.number("remote_peer_connections", 255, 1),
        pool.number("timeout", 999_999_999, 5000),
        pool.value("hash", DynomiteSettings::hash).orElse(TokenHash.MURMUR),
        pool.value("hash_tag", HashTag::of).orElse(HashTag.NONE),
        consistency(pool, "read_consistency"),
        consistency(pool, "write_consistency"),
        pool.flag("enable_gossip"));
  }

  /** Returns the defaults that Dynomite uses for an empty pool. */
  public static DynomiteSettings defaults() {
    return of(YmlPool.empty("Dynomite's defaults"));
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
  public abstract int datastoreConnections();

  /** Returns the number of connections to each peer in the same data centre, 1 to 255. */
  public abstract int localPeerConnections();

  /** Returns the number of connections to each peer in another data centre, 1 to 255. */
  public abstract int remotePeerConnections();

  /**
   * Returns how long a request may wait for Redis, in ms. The queue of WRITES_ONLY does not live
   * longer either.
   */
  public abstract int timeoutMillis();

  public abstract TokenHash hash();

  /** Returns whether this program can compute the hash, and so the token of a key. */
  public boolean computesHash() {
    return hash().supported();
  }

  public abstract HashTag hashTag();

  public abstract Consistency readConsistency();

  public abstract Consistency writeConsistency();

  /**
   * Returns whether gossip is enabled. With gossip, Dynomite sets its state back to NORMAL by
   * itself.
   */
  public abstract boolean gossip();
}
