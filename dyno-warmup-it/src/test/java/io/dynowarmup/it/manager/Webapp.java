// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.manager;

import io.dynowarmup.it.TempDir;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the stand-in's webapp with the warm-up's jars added. */
public final class Webapp implements AutoCloseable {
  public static final String FLORIDA = "com/netflix/florida/startup/Florida";
  static final String OWN_LAUNCHER = "io/dynowarmup/it/webapp/OwnLauncher";
  static final String LAUNCHER_WITHOUT = "io/dynowarmup/it/webapp/LauncherWithout";

  private final TempDir dir = TempDir.create("webapp");

  private Webapp() {}

  /**
   * Creates a copy.
   *
   * @param initializers the initializers to keep; the others are removed
   */
  public static Webapp with(String... initializers) {
    Webapp webapp = new Webapp();
    webapp.copy(Path.of(System.getProperty("manager.webapp")));
    for (String known : List.of(FLORIDA, OWN_LAUNCHER, LAUNCHER_WITHOUT)) {
      if (!List.of(initializers).contains(known)) {
        webapp.delete(webapp.path().resolve("WEB-INF/classes/" + known + ".class"));
      }
    }
    webapp.withoutSignaturesOfTheStock();
    return webapp.drop("plugin.jar").drop("jmx.jar");
  }

  Path path() {
    return dir.path().resolve("app");
  }

  /** Copies a jar into WEB-INF/lib under its own file name. */
  private Webapp drop(String property) {
    Path jar = Path.of(System.getProperty(property));
    try {
      Files.copy(jar, path().resolve("WEB-INF/lib").resolve(jar.getFileName()));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Webapp withoutThePlugin() {
    delete(jar("plugin.jar"));
    delete(jar("jmx.jar"));
    return this;
  }

  Webapp withoutTheExtension() {
    delete(jar("jmx.jar"));
    return this;
  }

  private Path jar(String property) {
    return path()
        .resolve("WEB-INF/lib")
        .resolve(Path.of(System.getProperty(property)).getFileName());
  }

  Webapp applicationProperties(String text) {
    try {
      Files.writeString(path().resolve("WEB-INF/classes/application.properties"), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void copy(Path from) {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        Path to = path().resolve(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        if (!Files.isDirectory(file)) {
          Files.copy(file, to);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Removes the initializer and its module from the jar with the signatures. That jar is only for
   * compiling, but the container would find the initializer in it.
   */
  private void withoutSignaturesOfTheStock() {
    Path jar = signatures();
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      Files.delete(zip.getPath(FLORIDA + ".class"));
      Files.delete(zip.getPath(FLORIDA + "Module.class"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path signatures() {
    try (Stream<Path> all = Files.list(path().resolve("WEB-INF/lib"))) {
      return all.filter(f -> f.getFileName().toString().startsWith("dyno-warmup-manager-api"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    dir.close();
  }
}
