// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.jars;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Children;
import io.dynowarmup.it.TempDir;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Builds the shipped jars again: offline, in another folder and time zone, with another user name.
 */
final class SecondBuild implements AutoCloseable {
  private static final Set<String> LEFT_OUT = Set.of(".git", "target", "test");
  private static final Duration LIMIT = Duration.ofSeconds(300);

  private final Path project;
  private final TempDir copy = TempDir.create("second-build");

  /**
   * Copies the sources.
   *
   * @param project root folder of the project
   */
  SecondBuild(Path project) throws IOException {
    this.project = project.toRealPath();
    Files.walkFileTree(this.project, new Copier());
  }

  /** Runs Maven without checks and tests. A failure contains its output. */
  void run(Path maven) throws IOException, InterruptedException {
    Path log = copy.file("build.log");
    ProcessBuilder builder =
        new ProcessBuilder(command(maven))
            .directory(copy.path().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    Process process = builder.start();
    try {
      boolean ended = Children.ends(process, LIMIT);
      assertTrue("Maven did not end\n" + Files.readString(log), ended);
      assertEquals(Files.readString(log), 0, process.exitValue());
    } finally {
      Children.kill(process);
    }
  }

  /** Returns the file of this build that corresponds to a file of the first build. */
  Path twin(Path file) throws IOException {
    return copy.path().resolve(project.relativize(file.toRealPath()));
  }

  private static List<String> command(Path maven) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(maven.toString(), "-o", "-q", "-B"));
    command.add("-Dmaven.repo.local=" + System.getProperty("maven.repo.local"));
    Path settings = Path.of(URI.create(System.getProperty("maven.settings")));
    if (Files.exists(settings)) {
      command.addAll(List.of("-s", settings.toString()));
    }
    command.addAll(List.of("-Duser.timezone=Pacific/Auckland", "-Duser.name=somebody-else"));
    command.addAll(List.of("-Dmaven.test.skip", "-Dspotless.check.skip", "-Dspotbugs.skip"));
    // .ci/reproducible compares what else is published.
    command.addAll(List.of("-Dmaven.javadoc.skip", "-Dmaven.source.skip", "-Dcyclonedx.skip"));
    command.addAll(List.of("-pl", "dyno-warmup-plugin/aws,dyno-warmup-jmx", "-am", "package"));
    return command;
  }

  @Override
  public void close() {
    copy.close();
  }

  private final class Copier extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (LEFT_OUT.contains(folder.getFileName().toString())) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      Files.createDirectories(target(folder));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.copy(file, target(file));
      return FileVisitResult.CONTINUE;
    }

    private Path target(Path file) {
      return copy.path().resolve(project.relativize(file));
    }
  }
}
