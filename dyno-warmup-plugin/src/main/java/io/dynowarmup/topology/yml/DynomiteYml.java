// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.yml;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Secret;
import io.dynowarmup.file.SettledFile;
import io.dynowarmup.topology.ring.ClusterNode;
import io.dynowarmup.topology.ring.Texts;
import io.dynowarmup.topology.ring.Tokens;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Dynomite's own configuration file. A missing key has the default of Dynomite 0.6.21 (dyn_conf.c).
 * Keys that do not matter here are ignored. The address 0.0.0.0 means all interfaces to Dynomite,
 * and loopback here. Immutable.
 */
public final class DynomiteYml {
  private static final Endpoint ADMIN = new Endpoint("127.0.0.1", 22222);

  private final String file;
  private final String rack;
  private final String datacenter;
  private final List<Long> tokens;
  private final List<ClusterNode> seeds;
  private final boolean redisOnUnixSocket;
  private final Optional<Endpoint> redis;
  private final Optional<Endpoint> listen;
  private final Optional<Endpoint> dynListen;
  private final Endpoint statsListen;
  private final DynomiteSettings settings;
  private final Secret redisPassword;
  private final boolean complete;

  private DynomiteYml(YmlPool p) {
    this.file = p.where();
    this.rack = p.value("rack", Texts::name).orElse("localrack");
    this.datacenter = p.value("datacenter", Texts::name).orElse("localdc");
    this.tokens = tokens(p);
    this.seeds = Collections.unmodifiableList(p.values("dyn_seeds", YmlFormats::seed));
    Optional<Optional<Endpoint>> server = p.value("servers", YmlFormats::server);
    this.redisOnUnixSocket = server.isPresent() && !server.get().isPresent();
    this.redis = server.orElse(Optional.empty());
    this.listen = p.endpoint("listen");
    this.dynListen = p.endpoint("dyn_listen");
    this.statsListen = p.endpoint("stats_listen").orElse(ADMIN);
    this.settings = DynomiteSettings.of(p);
    this.redisPassword = Secret.of(p.text("redis_requirepass").orElse(""));
    this.complete = p.text("listen").isPresent() && p.text("servers").isPresent();
  }

  /**
   * Reads and validates the file as it is now.
   *
   * @throws io.dynowarmup.api.WarmupException FILE with the file, the key, its value and what is
   *     allowed
   */
  public static DynomiteYml read(Path file) {
    return YamlFile.read(SettledFile.asItIs(), file, new InFile(file.toString()));
  }

  /**
   * Reads like {@link #read}, but waits until a program that rewrites the file has finished. See
   * {@link SettledFile} for the limits.
   */
  public static DynomiteYml settled(Path file) {
    return YamlFile.read(SettledFile.system(), file, new InFile(file.toString()));
  }

  /**
   * Parses like {@link #read}, from a text.
   *
   * @param file the name of the text in messages
   */
  public static DynomiteYml parse(String text, String file) {
    return new DynomiteYml(YamlFile.pool(text, file));
  }

  /**
   * The format of a file that a program may be writing. The file is complete if it has {@code
   * listen} and {@code servers}: Dynomite does not start without them.
   */
  static final class InFile implements SettledFile.Format<DynomiteYml> {
    private final String name;

    InFile(String name) {
      this.name = name;
    }

    @Override
    public DynomiteYml parse(byte[] bytes) {
      return DynomiteYml.parse(new String(bytes, StandardCharsets.UTF_8), name);
    }

    @Override
    public boolean isComplete(DynomiteYml yml) {
      return yml.complete;
    }
  }

  private static List<Long> tokens(YmlPool pool) {
    Set<Long> all = new LinkedHashSet<>();
    pool.values("tokens", Tokens::parse).forEach(all::addAll);
    return Collections.unmodifiableList(new ArrayList<>(all));
  }

  /** Returns the name of the file in messages. */
  public String file() {
    return file;
  }

  /** Returns this node's tokens; empty if the file has none. */
  public List<Long> tokens() {
    return tokens;
  }

  public String rack() {
    return rack;
  }

  public String datacenter() {
    return datacenter;
  }

  /**
   * Returns the storage behind this Dynomite; empty if there is none, or if it is a Unix socket.
   */
  public Optional<Endpoint> redis() {
    return redis;
  }

  public boolean redisOnUnixSocket() {
    return redisOnUnixSocket;
  }

  /** Returns the address for clients; empty if the file has none, or if it is a Unix socket. */
  public Optional<Endpoint> listen() {
    return listen;
  }

  /** Returns the address for other Dynomites; empty if the file has none. */
  public Optional<Endpoint> dynListen() {
    return dynListen;
  }

  /** Returns the admin port; 127.0.0.1:22222 by default. */
  public Endpoint statsListen() {
    return statsListen;
  }

  /** Returns the other nodes of the cluster; empty if they come from a seed provider. */
  public List<ClusterNode> seeds() {
    return seeds;
  }

  public DynomiteSettings settings() {
    return settings;
  }

  /**
   * Returns the password that Dynomite sends to its Redis with AUTH, in the versions that support
   * it.
   */
  public Secret redisPassword() {
    return redisPassword;
  }

  @Override
  public String toString() {
    return file;
  }
}
