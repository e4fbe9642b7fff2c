// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/** A {@code redis-server} executable. */
public final class RedisBinary {
  private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.(\\d+)\\.(\\d+)");
  private static RedisBinary embedded;

  private final Path path;
  private final String version;

  private final Starter starter;

  /** Starts a server. */
  @FunctionalInterface
  public interface Starter {
    /**
     * Starts a server.
     *
     * @param conf the configuration file
     * @param dir the server's own directory; the output goes to {@code redis.out} in it
     */
    Process start(Path conf, Path dir) throws IOException;
  }

  private RedisBinary(Path path, String version, Starter starter) {
    this.path = path;
    this.version = version;
    this.starter = starter;
  }

  /** Returns a server that is not started as a process of this machine. */
  public static RedisBinary startedBy(Starter starter, String version) {
    return new RedisBinary(Path.of("redis-server"), version, starter);
  }

  /** Returns the same executable with additional options after the configuration file. */
  public RedisBinary with(String... options) {
    return startedBy((conf, dir) -> run(path, conf, dir, options), version);
  }

  /** Starts a server with this configuration. */
  Process start(Path conf, Path dir) {
    try {
      return starter.start(conf, dir);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + this, e);
    }
  }

  private static Process run(Path executable, Path conf, Path dir, String... options)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(executable.toString(), conf.toString()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command)
        .directory(dir.toFile())
        .redirectErrorStream(true)
        .redirectOutput(dir.resolve("redis.out").toFile())
        .start();
  }

  /**
   * Returns Redis 6.2 from the embedded-redis jar, which needs no installation on Linux and macOS.
   */
  public static synchronized RedisBinary embedded() {
    if (embedded == null) {
      try {
        embedded = of(ExecutableProvider.newJarResourceProvider().get().toPath());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return embedded;
  }

  /** Returns the {@code redis-server} on the PATH, if there is one. */
  public static Optional<RedisBinary> onPath() {
    for (String dir : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path candidate = Path.of(dir, "redis-server");
      if (Files.isExecutable(candidate)) {
        return Optional.of(of(candidate));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the executables that the tests run on: those of {@code
   * -Dredis.binaries=/path/a,/path/b}, or by default the embedded one and the one on the PATH.
   */
  public static List<RedisBinary> all() {
    List<RedisBinary> all = new ArrayList<>();
    for (String given : System.getProperty("redis.binaries", "").split(",")) {
      if (!given.isBlank()) {
        all.add(of(Path.of(given.trim())));
      }
    }
    if (all.isEmpty()) {
      all.add(embedded());
      onPath().ifPresent(all::add);
    }
    return all;
  }

  /**
   * Returns the executable of the demo and the benchmark: the one on the PATH if it is 6.2 or
   * newer, otherwise the embedded one.
   */
  public static RedisBinary newest() {
    return onPath().filter(found -> found.atLeast(6, 2)).orElseGet(RedisBinary::embedded);
  }

  public static RedisBinary of(Path executable) {
    try {
      Process process =
          new ProcessBuilder(executable.toString(), "--version").redirectErrorStream(true).start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
      Matcher matcher = VERSION.matcher(said);
      if (!matcher.find()) {
        throw new IllegalStateException(executable + " --version does not say v=x.y.z: " + said);
      }
      return new RedisBinary(
          executable, matcher.group().substring(2), (conf, dir) -> run(executable, conf, dir));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run " + executable, e);
    }
  }

  public Path path() {
    return path;
  }

  /** Returns the version, for example {@code 6.2.6}. */
  public String version() {
    return version;
  }

  public boolean atLeast(int major, int minor) {
    String[] parts = version.split("\\.");
    int ourMajor = Integer.parseInt(parts[0]);
    return ourMajor > major || (ourMajor == major && Integer.parseInt(parts[1]) >= minor);
  }

  @Override
  public String toString() {
    return (path.getFileName().toString().startsWith("valkey") ? "valkey-" : "redis-") + version;
  }
}
