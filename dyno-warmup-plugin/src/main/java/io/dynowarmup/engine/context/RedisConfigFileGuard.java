// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.node.OwnMachine;
import io.dynowarmup.node.RedisConfigFile;
import io.dynowarmup.redis.info.RedisInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards the configuration file of the local Redis.
 *
 * <p>Another program, such as Sentinel, may send CONFIG REWRITE while the run has made the node a
 * replica. Redis would then become a replica again at its next start. Only such a file is rewritten
 * at the end, because a rewrite also saves the options of Redis' command line.
 */
public final class RedisConfigFileGuard {
  private static final Logger LOG = LoggerFactory.getLogger(RedisConfigFileGuard.class);
  private static final long MOST_BYTES = 4 * 1024 * 1024;

  /** The field of INFO commandstats in which Redis 7.0 and newer count the rewrites. */
  private static final String REWRITES = "config|rewrite";

  private final RunContext context;
  private Optional<RedisConfigFile> fileBefore = Optional.empty();
  private OptionalLong rewritesBefore = OptionalLong.empty();
  private Optional<Peer> lastSource = Optional.empty();

  public RedisConfigFileGuard(RunContext context) {
    this.context = context;
  }

  /** Records the file before the first change. */
  public void before(RedisInfo local) {
    if (path(local).isEmpty()) {
      return;
    }
    fileBefore = read(path(local));
    if (!fileBefore.isPresent()) {
      rewritesBefore = rewrites();
    }
  }

  /**
   * Checks the file at the end, when Redis is a master and has its settings back.
   *
   * @param settingsAreBack whether the settings are restored; a rewrite would save those that are
   *     not
   * @param source the source of the transfer; empty if there was none
   */
  public void after(RedisInfo local, boolean settingsAreBack, Optional<Peer> source) {
    lastSource = source;
    String path = path(local);
    Optional<String> found = path.isEmpty() ? Optional.empty() : found(path);
    if (!found.isPresent()) {
      return;
    }
    String repair = "; correct the file before Redis is started again";
    if (!context.config().redisConfigRewrite()) {
      context.warn(found.get() + ", and redis.config.rewrite is false" + repair);
    } else if (!settingsAreBack) {
      context.warn(found.get() + ", and the settings of Redis are not restored" + repair);
    } else {
      rewrite(path, found.get(), repair);
    }
  }

  private void rewrite(String path, String found, String repair) {
    try {
      context.node().redis().configRewrite();
      LOG.info("Corrected by CONFIG REWRITE: {}", found);
      if (read(path).flatMap(this::trace).isPresent()) {
        context.warn(found + ", even after CONFIG REWRITE" + repair);
      }
    } catch (WarmupException e) {
      context.warn(found + ", and CONFIG REWRITE failed: " + e.getMessage() + repair);
    }
  }

  private static String path(RedisInfo local) {
    return local.get("config_file").orElse("");
  }

  /** Returns what this run left in the file, as a sentence without its end. */
  private Optional<String> found(String path) {
    Optional<RedisConfigFile> file = read(path);
    if (file.isPresent()) {
      return file.flatMap(this::trace).map(line -> path + " holds '" + line + "' of this warm-up");
    }
    OptionalLong now = rewrites();
    if (!now.isPresent()
        || !rewritesBefore.isPresent()
        || now.getAsLong() < rewritesBefore.getAsLong()) {
      LOG.info(
          "Cannot read {}: a CONFIG REWRITE during the warm-up would have left replicaof in it",
          path);
      return Optional.empty();
    }
    return now.getAsLong() > rewritesBefore.getAsLong()
        ? Optional.of(
            path + " cannot be read and was rewritten during the warm-up: it may hold replicaof")
        : Optional.empty();
  }

  private Optional<String> trace(RedisConfigFile file) {
    List<Endpoint> sources = new ArrayList<>();
    for (Peer p : context.node().topology().peers()) {
      sources.add(p.redis());
    }
    lastSource.ifPresent(p -> sources.add(p.redis()));
    Optional<String> source = file.replicaOf(sources).map(s -> "replicaof " + s);
    return source.isPresent()
        ? source
        : fileBefore.flatMap(before -> file.gained(context.node().settings().changed(), before));
  }

  /** Reads the file; empty if it belongs to another machine or another user. */
  private Optional<RedisConfigFile> read(String name) {
    try {
      Path path = Paths.get(name);
      if (!OwnMachine.has(context.node().redis().endpoint().host())
          || !Files.isReadable(path)
          || Files.size(path) > MOST_BYTES) {
        return Optional.empty();
      }
      byte[] bytes = Files.readAllBytes(path);
      return Optional.of(RedisConfigFile.parse(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("Cannot read {}", name, e);
      return Optional.empty();
    }
  }

  /** Returns how often the server received CONFIG REWRITE; empty if unknown. */
  private OptionalLong rewrites() {
    try {
      RedisInfo stats = context.node().redis().info("commandstats");
      if (stats.fields().containsKey("cmdstat_config")) {
        return OptionalLong.empty();
      }
      return stats.fields().containsKey("cmdstat_" + REWRITES)
          ? stats.commandCounter(REWRITES, "calls")
          : OptionalLong.of(0);
    } catch (WarmupException e) {
      LOG.debug("INFO commandstats", e);
      return OptionalLong.empty();
    }
  }
}
