// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import java.util.function.Consumer;

/**
 * The settings of a Dynomite, with Dynomite's own defaults. Immutable; every {@code with} method
 * returns a changed copy.
 */
public final class NodeSettings implements Cloneable {
  private int timeoutMillis = 5_000;
  private int datastoreConnections = 1;
  private int localPeerConnections = 1;
  private int remotePeerConnections = 1;
  private String readConsistency = "DC_ONE";
  private String writeConsistency = "DC_ONE";
  private boolean gossip = false;
  private int gossipIntervalMillis = 30_000;
  private String hash = "murmur";
  private String hashTag;
  private String redisPassword;

  private NodeSettings() {}

  public static NodeSettings defaults() {
    return new NodeSettings();
  }

  private NodeSettings with(Consumer<NodeSettings> change) {
    try {
      NodeSettings copy = (NodeSettings) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  public NodeSettings withTimeoutMillis(int millis) {
    return with(copy -> copy.timeoutMillis = millis);
  }

  public NodeSettings withDatastoreConnections(int connections) {
    return with(copy -> copy.datastoreConnections = connections);
  }

  public NodeSettings withPeerConnections(int local, int remote) {
    return with(
        copy -> {
          copy.localPeerConnections = local;
          copy.remotePeerConnections = remote;
        });
  }

  public NodeSettings withConsistency(String read, String write) {
    return with(
        copy -> {
          copy.readConsistency = read;
          copy.writeConsistency = write;
        });
  }

  public NodeSettings withGossip(int intervalMillis) {
    return with(
        copy -> {
          copy.gossip = true;
          copy.gossipIntervalMillis = intervalMillis;
        });
  }

  public NodeSettings withHash(String name) {
    return with(copy -> copy.hash = name);
  }

  public NodeSettings withHashTag(String twoCharacters) {
    return with(copy -> copy.hashTag = twoCharacters);
  }

  public NodeSettings withRedisPassword(String password) {
    return with(copy -> copy.redisPassword = password);
  }

  /** Returns how long a request may wait for Redis, in milliseconds. */
  public int timeoutMillis() {
    return timeoutMillis;
  }

  /** Returns the number of connections to Redis; a client's descriptor selects one. */
  public int datastoreConnections() {
    return datastoreConnections;
  }

  /** Returns the number of connections to each peer of the same data center. */
  public int localPeerConnections() {
    return localPeerConnections;
  }

  /** Returns the number of connections to each peer of another data center. */
  public int remotePeerConnections() {
    return remotePeerConnections;
  }

  /** Returns DC_ONE, DC_QUORUM or DC_SAFE_QUORUM. */
  public String readConsistency() {
    return readConsistency;
  }

  /** Returns DC_ONE, DC_QUORUM or DC_SAFE_QUORUM. */
  public String writeConsistency() {
    return writeConsistency;
  }

  /** Returns whether gossip is enabled, which resets the state to NORMAL periodically. */
  public boolean gossip() {
    return gossip;
  }

  /** Returns the interval of gossip in milliseconds. */
  public int gossipIntervalMillis() {
    return gossipIntervalMillis;
  }

  /** Returns a name as in dynomite.yml. */
  public String hash() {
    return hash;
  }

  /** Returns two characters, or null. */
  public String hashTag() {
    return hashTag;
  }

  /** Returns the password of the node's Redis, or null. The real Dynomite has no such setting. */
  public String redisPassword() {
    return redisPassword;
  }
}
