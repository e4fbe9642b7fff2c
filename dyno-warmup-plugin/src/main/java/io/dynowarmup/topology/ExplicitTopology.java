// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.topology.ring.ClusterNode;
import io.dynowarmup.topology.ring.Tokens;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The topology from properties. Every part is optional; a part that is present takes precedence.
 * Immutable.
 */
public final class ExplicitTopology {
  /** No part is present. */
  public static final ExplicitTopology NONE = builder().build();

  private final Builder b;

  private ExplicitTopology(Builder b) {
    this.b = b;
  }

  public static Builder builder() {
    return new Builder();
  }

  List<Long> tokens() {
    return b.tokens;
  }

  Optional<String> rack() {
    return text(b.rack);
  }

  Optional<String> datacenter() {
    return text(b.datacenter);
  }

  List<ClusterNode> peers() {
    return b.peers;
  }

  Optional<String> redisHost() {
    return text(b.redisHost);
  }

  OptionalInt redisPort() {
    return number(b.redisPort);
  }

  OptionalInt peerRedisPort() {
    return number(b.peerRedisPort);
  }

  Optional<String> adminUrl() {
    return text(b.adminUrl);
  }

  /** Returns the name of this source in messages. */
  String origin() {
    return b.origin;
  }

  /**
   * Returns whether the listed peers are the whole cluster, even if none remains without this node.
   */
  boolean allPeers() {
    return b.allPeers && !b.peers.isEmpty();
  }

  Optional<Endpoint> clientAddress() {
    return Optional.ofNullable(b.clientAddress);
  }

  private static Optional<String> text(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static OptionalInt number(int value) {
    return value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** Builds a topology. An empty text, 0 and null mean that a part is missing. */
  public static final class Builder {
    private List<Long> tokens = Collections.emptyList();
    private String rack = "";
    private String datacenter = "";
    private List<ClusterNode> peers = Collections.emptyList();
    private String redisHost = "";
    private int redisPort;
    private int peerRedisPort;
    private String adminUrl = "";
    private Endpoint clientAddress;
    private String origin = "properties";
    private boolean allPeers;

    private Builder() {}

    /**
     * Sets the tokens (setting {@code token}).
     *
     * @param text whole numbers from 0 to 4294967295, separated by commas, no blanks
     * @throws WarmupException BAD_CONFIG with what is allowed
     */
    public Builder tokens(String text) {
      this.tokens = read("token", text, Tokens::parse);
      return this;
    }

    public Builder rack(String name) {
      this.rack = name.trim();
      return this;
    }

    public Builder datacenter(String name) {
      this.datacenter = name.trim();
      return this;
    }

    /**
     * Sets the peers (setting {@code peers}).
     *
     * @param text {@code host:dynPort:rack:datacenter:tokens[:redisPort]}, several separated by ;
     *     or blanks
     * @throws WarmupException BAD_CONFIG with what is allowed
     */
    public Builder peers(String text) {
      this.peers = read("peers", text, PeersText::parse);
      return this;
    }

    private static <T> List<T> read(String key, String text, Function<String, List<T>> reader) {
      try {
        return text.trim().isEmpty()
            ? Collections.emptyList()
            : Collections.unmodifiableList(reader.apply(text.trim()));
      } catch (IllegalArgumentException e) {
        throw new WarmupException(Reason.BAD_CONFIG, key + ": " + e.getMessage(), e);
      }
    }

    /** Sets the host of the local Redis. */
    public Builder redisHost(String host) {
      this.redisHost = host.trim();
      return this;
    }

    /** Sets the port of the local Redis. */
    public Builder redisPort(int port) {
      this.redisPort = port;
      return this;
    }

    /** Sets the Redis port of every peer without a port of its own. */
    public Builder peerRedisPort(int port) {
      this.peerRedisPort = port;
      return this;
    }

    /** Sets the URL of Dynomite's admin port, such as http://127.0.0.1:22222. */
    public Builder adminUrl(String url) {
      this.adminUrl = url.trim();
      return this;
    }

    /** Sets the address at which Dynomite serves clients. */
    public Builder clientAddress(Endpoint endpoint) {
      this.clientAddress = endpoint;
      return this;
    }

    /**
     * Declares that the topology comes from a source that knows the whole cluster, not from
     * properties. If it lists peers, no other source is asked for peers.
     *
     * @param name the name of the source in messages
     */
    public Builder origin(String name) {
      this.origin = name;
      this.allPeers = true;
      return this;
    }

    public ExplicitTopology build() {
      Builder copy = new Builder();
      copy.tokens = tokens;
      copy.rack = rack;
      copy.datacenter = datacenter;
      copy.peers = peers;
      copy.redisHost = redisHost;
      copy.redisPort = redisPort;
      copy.peerRedisPort = peerRedisPort;
      copy.adminUrl = adminUrl;
      copy.clientAddress = clientAddress;
      copy.origin = origin;
      copy.allPeers = allPeers;
      return new ExplicitTopology(copy);
    }
  }
}
