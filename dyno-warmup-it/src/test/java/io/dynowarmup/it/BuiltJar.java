// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The executable jar of this build. The first test that starts it writes an archive of its classes
 * (class data sharing), as the Debian package does. A process that maps the archive needs half of
 * the processor time for its start. A JVM that cannot use the archive loads the classes from the
 * jar.
 */
public final class BuiltJar {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final List<String> NO_NODE =
      List.of(
          "redis.port=1",
          "token=1",
          "rack=a",
          "datacenter=dc",
          "peers=127.0.0.1:1:b:dc:1:1",
          "dynomite.admin.url=http://127.0.0.1:1",
          "jmx.port=0");

  private static List<String> options;

  private BuiltJar() {}

  public static Path path() {
    return Path.of(
        Objects.requireNonNull(System.getProperty("standalone.jar"), "-Dstandalone.jar"));
  }

  /** Returns a command that runs the jar with these arguments, as a list that can be added to. */
  public static List<String> command(String... arguments) {
    return command(List.of(), Arrays.asList(arguments));
  }

  /**
   * Returns a command that runs the jar.
   *
   * @param jvm arguments for its JVM
   */
  public static List<String> command(List<String> jvm, List<String> arguments) {
    List<String> command = JavaCommand.of();
    command.addAll(options());
    command.addAll(jvm);
    command.addAll(List.of("-jar", path().toString()));
    command.addAll(arguments);
    return command;
  }

  /** The process runs from the jar itself: a private copy would not match the archive. */
  private static synchronized List<String> options() {
    if (options == null) {
      Path archive = Path.of("target", "classes-" + Runtime.version() + ".jsa").toAbsolutePath();
      try {
        options =
            isWritten(archive)
                ? List.of(
                    "-XX:SharedArchiveFile=" + archive, "-Xlog:disable", "-Ddyno-warmup.copy=false")
                : List.of();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return options;
  }

  /** Writes the archive, unless another JVM of this build has done so. */
  private static boolean isWritten(Path archive) throws IOException {
    Path lock = archive.resolveSibling(archive.getFileName() + ".lock");
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      return isFresh(archive) || write(archive);
    }
  }

  private static boolean isFresh(Path archive) throws IOException {
    return Files.exists(archive)
        && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(path())) > 0;
  }

  /**
   * Runs a daemon without a node until it listens for JMX. The JVM writes the archive at its end.
   */
  private static boolean write(Path archive) throws IOException {
    Path part = archive.resolveSibling(archive.getFileName() + ".part");
    List<String> command = JavaCommand.of("-XX:ArchiveClassesAtExit=" + part, "-Xlog:disable");
    command.addAll(List.of("-Ddyno-warmup.copy=false", "-jar", path().toString(), "daemon"));
    try (TempDir dir = TempDir.create("archive")) {
      for (String setting : NO_NODE) {
        command.addAll(List.of("-D", setting));
      }
      command.addAll(List.of("-D", "state.file=" + dir.file("state")));
      Process writer =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(dir.file("log").toFile())
              .start();
      try {
        Await.until(
            () -> "JMX in: " + dir.read("log"),
            LIMIT,
            () -> dir.read("log").contains("service:jmx") || !writer.isAlive());
      } finally {
        Children.terminate(writer);
      }
    }
    boolean written = Files.exists(part);
    if (written) {
      Files.move(part, archive, StandardCopyOption.REPLACE_EXISTING);
    }
    return written;
  }
}
