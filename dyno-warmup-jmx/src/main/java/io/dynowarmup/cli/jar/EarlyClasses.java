// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.jar;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Loads the classes of a warm-up on a second processor while the program starts. A node is without
 * its data until the run ends, and a JVM that has just been started spends much of a short run on
 * loading classes.
 */
public final class EarlyClasses {
  private static final String OWN = "io/dynowarmup/";

  /** What a run does not need, or what is loaded before this thread gets to it. */
  private static final List<String> OTHERS =
      Arrays.asList("cli.", "jmx.", "json.", "http.", "host.", "shaded.", "config.");

  private EarlyClasses() {}

  /**
   * Starts to load the classes. An error is not reported: the class is then loaded on first use.
   */
  public static void load() {
    if (Runtime.getRuntime().availableProcessors() > 1) {
      Thread thread = new Thread(EarlyClasses::loadAll, "dyno-warmup-classes");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void loadAll() {
    try {
      CodeSource source = EarlyClasses.class.getProtectionDomain().getCodeSource();
      Path path = Paths.get(source.getLocation().toURI());
      load(names(path), EarlyClasses.class.getClassLoader());
    } catch (IOException | URISyntaxException | OutOfMemoryError e) {
      // The classes are loaded on first use.
    }
  }

  static void load(List<String> names, ClassLoader loader) {
    for (String name : names) {
      try {
        // Asking for the constructors links the class, which includes its verification.
        Class.forName(name, false, loader).getDeclaredConstructors();
      } catch (ReflectiveOperationException | LinkageError e) {
        // Its first use reports the error.
      }
    }
  }

  /** Returns the classes that a run needs from this jar; none if it is not a jar. */
  static List<String> names(Path jar) throws IOException {
    if (!Files.isRegularFile(jar)) {
      return Collections.emptyList();
    }
    List<String> names = new ArrayList<>(JarClasses.under(jar, OWN));
    names.removeIf(name -> !isNeeded(name.substring(OWN.length())));
    return names;
  }

  private static boolean isNeeded(String name) {
    return !name.endsWith("package-info") && OTHERS.stream().noneMatch(name::startsWith);
  }
}
