// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.cli.jar.JarPath;
import io.dynowarmup.time.Ticker;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the program from a copy of its jar. A JVM loads classes from its jar as long as it runs. An
 * upgrade that overwrites the jar would leave a run without the classes of its RESTORE.
 */
final class PrivateJar {
  private static final String PREFIX = "dyno-warmup-";
  private static final String SUFFIX = ".jar";

  /** {@code false} where an upgrade replaces the jar by another file and never overwrites it. */
  private static final String COPY = "dyno-warmup.copy";

  private static final long FRESH_MILLIS = TimeUnit.MINUTES.toMillis(1);

  /** Held as long as the process runs: a copy that is not locked belongs to no process. */
  private static final List<FileChannel> HELD = new ArrayList<>();

  private PrivateJar() {}

  /** Returns whether the program runs from a copy for these arguments. */
  static boolean isFor(String[] args) {
    return isForNode(args) && !"false".equals(System.getProperty(COPY));
  }

  /** Returns whether the arguments are those of a command that may change a node. */
  static boolean isForNode(String[] args) {
    return args.length > 0 && ("daemon".equals(args[0]) || "run".equals(args[0]));
  }

  static int execute(String[] args) {
    Method main;
    try {
      String classPath = System.getProperty("java.class.path");
      Path directory = Paths.get(System.getProperty("java.io.tmpdir"));
      removeOthers(directory);
      ClassLoader loader = loader(JarPath.entries(classPath), directory);
      Thread.currentThread().setContextClassLoader(loader);
      main =
          Class.forName(Main.class.getName(), true, loader)
              .getDeclaredMethod("execute", String[].class);
      main.setAccessible(true);
    } catch (IOException | ReflectiveOperationException | RuntimeException e) {
      System.err.println(
          "the jar cannot be copied to java.io.tmpdir ("
              + e
              + "): do not overwrite the jar while this process runs");
      return Main.execute(args);
    }
    try {
      return (Integer) main.invoke(null, (Object) args);
    } catch (ReflectiveOperationException e) {
      System.err.println("internal error: " + e.getCause());
      return ExitCode.INTERNAL.code();
    }
  }

  /** Returns a class loader of copies of all jars on the class path; directories are not copied. */
  private static ClassLoader loader(List<Path> classPath, Path directory) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path path : classPath) {
      urls.add((Files.isRegularFile(path) ? copy(path, directory) : path).toUri().toURL());
    }
    ClassLoader jdk = ClassLoader.getSystemClassLoader().getParent();
    return new URLClassLoader(urls.toArray(new URL[0]), jdk);
  }

  private static Path copy(Path jar, Path directory) throws IOException {
    Path copy = Files.createTempFile(directory, PREFIX, SUFFIX);
    copy.toFile().deleteOnExit();
    Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
    FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE);
    channel.lock();
    HELD.add(channel);
    return copy;
  }

  /** Removes the copies of processes that were killed. */
  private static void removeOthers(Path directory) throws IOException {
    try (DirectoryStream<Path> copies =
        Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
      for (Path copy : copies) {
        removeUnlessHeld(copy);
      }
    }
  }

  private static void removeUnlessHeld(Path copy) {
    try {
      long age = Ticker.system().epochMillis() - Files.getLastModifiedTime(copy).toMillis();
      if (age > FRESH_MILLIS && isFree(copy)) {
        Files.deleteIfExists(copy);
      }
    } catch (IOException | RuntimeException e) {
      // The copy belongs to another user.
    }
  }

  private static boolean isFree(Path copy) throws IOException {
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    }
  }
}
