// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

/**
 * The settings of a Dynomite, with Dynomite's own defaults. Immutable; every {@code with} method
 * returns a changed copy.
 *
 * @param timeoutMillis how long a request may wait for Redis, in milliseconds
 * @param datastoreConnections number of connections to Redis; a client's descriptor selects one
 * @param localPeerConnections number of connections to each peer of the same data center
 * @param remotePeerConnections number of connections to each peer of another data center
 * @param readConsistency DC_ONE, DC_QUORUM or DC_SAFE_QUORUM
 * @param writeConsistency DC_ONE, DC_QUORUM or DC_SAFE_QUORUM
 * @param gossip whether gossip is enabled, which resets the state to NORMAL periodically
 * @param gossipIntervalMillis interval of gossip in milliseconds
 * @param hash a name as in dynomite.yml
 * @param hashTag two characters, or null
 * @param redisPassword the password of the node's Redis, or null; the real Dynomite has no such
 *     setting
 */
public record NodeSettings(
    int timeoutMillis,
    int datastoreConnections,
    int localPeerConnections,
    int remotePeerConnections,
    String readConsistency,
    String writeConsistency,
    boolean gossip,
    int gossipIntervalMillis,
    String hash,
    String hashTag,
    String redisPassword) {

  public static NodeSettings defaults() {
    return new NodeSettings(
        5_000, 1, 1, 1, "DC_ONE", "DC_ONE", false, 30_000, "murmur", null, null);
  }

  public NodeSettings withTimeoutMillis(int millis) {
    return new NodeSettings(
        millis,
        datastoreConnections,
        localPeerConnections,
        remotePeerConnections,
        readConsistency,
        writeConsistency,
        gossip,
        gossipIntervalMillis,
        hash,
        hashTag,
        redisPassword);
  }

  public NodeSettings withDatastoreConnections(int connections) {
    return new NodeSettings(
        timeoutMillis,
        connections,
        localPeerConnections,
        remotePeerConnections,
        readConsistency,
        writeConsistency,
        gossip,
        gossipIntervalMillis,
        hash,
        hashTag,
        redisPassword);
  }

  public NodeSettings withPeerConnections(int local, int remote) {
    return new NodeSettings(
        timeoutMillis,
        datastoreConnections,
        local,
        remote,
        readConsistency,
        writeConsistency,
        gossip,
        gossipIntervalMillis,
        hash,
        hashTag,
        redisPassword);
  }

  public NodeSettings withConsistency(String read, String write) {
    return new NodeSettings(
        timeoutMillis,
        datastoreConnections,
        localPeerConnections,
        remotePeerConnections,
        read,
        write,
        gossip,
        gossipIntervalMillis,
        hash,
        hashTag,
        redisPassword);
  }

  public NodeSettings withGossip(int intervalMillis) {
    return new NodeSettings(
        timeoutMillis,
        datastoreConnections,
        localPeerConnections,
        remotePeerConnections,
        readConsistency,
        writeConsistency,
        true,
        intervalMillis,
        hash,
        hashTag,
        redisPassword);
  }

  public NodeSettings withHash(String name) {
    return new NodeSettings(
        timeoutMillis,
        datastoreConnections,
        localPeerConnections,
        remotePeerConnections,
        readConsistency,
        writeConsistency,
        gossip,
        gossipIntervalMillis,
        name,
        hashTag,
        redisPassword);
  }

  public NodeSettings withHashTag(String twoCharacters) {
    return new NodeSettings(
        timeoutMillis,
        datastoreConnections,
        localPeerConnections,
        remotePeerConnections,
        readConsistency,
        writeConsistency,
        gossip,
        gossipIntervalMillis,
        hash,
        twoCharacters,
        redisPassword);
  }

  public NodeSettings withRedisPassword(String password) {
    return new NodeSettings(
        timeoutMillis,
        datastoreConnections,
        localPeerConnections,
        remotePeerConnections,
        readConsistency,
        writeConsistency,
        gossip,
        gossipIntervalMillis,
        hash,
        hashTag,
        password);
  }
}
