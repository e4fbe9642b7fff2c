// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.jars;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.servlet.ServletContainerInitializer;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/**
 * Loads both jars together with the libraries of dynomite-manager, in the manager's versions: Guice
 * 4.1.0, Jedis 2.9.0, Quartz 1.8.6, Archaius 2.1.11, commons-configuration 1.8, Guava 19, SLF4J
 * 1.7.21.
 */
public class HostClassPathIT {
  /** Packages that are never used inside the manager: the launcher, the command line, HTTP. */
  private static final List<String> UNREACHABLE =
      List.of("io.dynowarmup.cli.", "io.dynowarmup.http.", "io.dynowarmup.host.standalone.");

  /** Optional dependencies of the relocated libraries. */
  private static final Set<String> OPTIONAL = Set.of("io/github/resilience4j/", "net/sf/cglib/");

  private static final String SHADED = "io.dynowarmup.shaded.";

  private Path lib;
  private URLClassLoader loader;

  @Before
  public void open() throws IOException {
    lib = Path.of(System.getProperty("manager.webapp"), "WEB-INF", "lib");
    List<URL> urls = new ArrayList<>();
    for (String jar : List.of("plugin.jar", "jmx.jar", "aws.jar")) {
      urls.add(url(Path.of(System.getProperty(jar))));
    }
    jars().forEach(jar -> urls.add(url(jar)));
    urls.add(ServletContainerInitializer.class.getProtectionDomain().getCodeSource().getLocation());
    loader = new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  @After
  public void close() throws IOException {
    loader.close();
  }

  private List<Path> jars() throws IOException {
    try (Stream<Path> all = Files.list(lib)) {
      return all.filter(f -> f.toString().endsWith(".jar")).collect(Collectors.toList());
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> entries(File file) throws IOException {
    try (JarFile jar = new JarFile(file)) {
      return jar.stream()
          .filter(e -> !e.isDirectory())
          .map(e -> e.getName())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Set<String> ours() throws IOException {
    Set<String> all = new TreeSet<>(entries(new File(System.getProperty("plugin.jar"))));
    all.addAll(entries(new File(System.getProperty("jmx.jar"))));
    return all;
  }

  private static List<String> classes() throws IOException {
    return ours().stream()
        .filter(n -> n.endsWith(".class"))
        .map(n -> n.substring(0, n.length() - ".class".length()).replace('/', '.'))
        .collect(Collectors.toList());
  }

  @Test
  public void theLibrariesAreTheHosts() throws IOException {
    Set<String> names =
        jars().stream().map(jar -> jar.getFileName().toString()).collect(Collectors.toSet());
    TreeSet<String> missing =
        new TreeSet<>(
            List.of(
                "guice-4.1.0.jar",
                "guice-servlet-4.1.0.jar",
                "governator-servlet-1.17.5.jar",
                "archaius2-core-2.1.11.jar",
                "jedis-2.9.0.jar",
                "quartz-1.8.6.jar",
                "commons-configuration-1.8.jar",
                "guava-19.0.jar",
                "slf4j-api-1.7.21.jar"));
    missing.removeAll(names);
    assertEquals("not among " + names, new TreeSet<>(), missing);
  }

  @Test
  public void everyClassIsLoadedAndVerifiedAndWhatItDeclaresIsThere() throws IOException {
    TreeMap<String, String> broken = new TreeMap<>();
    int initialized = 0;
    for (String name : classes()) {
      boolean shaded = name.startsWith(SHADED);
      boolean reachable = UNREACHABLE.stream().noneMatch(name::startsWith);
      try {
        Class<?> type = Class.forName(name, reachable && !shaded, loader);
        // Asking for its members verifies a class even if it is not initialized.
        type.getDeclaredMethods();
        type.getDeclaredConstructors();
        type.getDeclaredFields();
        initialized += reachable && !shaded ? 1 : 0;
      } catch (LinkageError | ClassNotFoundException e) {
        if (reachable && !(shaded && OPTIONAL.stream().anyMatch(e.toString()::contains))) {
          broken.put(name, e.toString());
        }
      }
    }
    assertTrue("classes initialized: " + initialized, initialized > 150);
    assertEquals(new TreeMap<>(), broken);
  }

  @Test
  public void whatIsReachableDoesNotNameWhatIsNot() throws IOException {
    TreeSet<String> arrows = new TreeSet<>();
    for (String name : classes()) {
      if (UNREACHABLE.stream().anyMatch(name::startsWith)) {
        continue;
      }
      ClassFile file =
          ClassFile.read(loader.getResourceAsStream(name.replace('.', '/') + ".class"));
      for (String other : file.classes()) {
        if (UNREACHABLE.stream().anyMatch(u -> other.replace('/', '.').startsWith(u))) {
          arrows.add(name + " -> " + other);
        }
      }
    }
    assertEquals(new TreeSet<>(), arrows);
  }

  @Test
  public void nothingOfTheirsIsShadowed() throws IOException {
    Set<String> ours = ours();
    TreeSet<String> both = new TreeSet<>();
    for (Path jar : jars()) {
      for (String theirs : entries(jar.toFile())) {
        boolean meta = theirs.startsWith("META-INF/");
        if (ours.contains(theirs) && !meta) {
          both.add(theirs + " of " + jar.getFileName());
        }
      }
    }
    assertEquals(new TreeSet<>(), both);
  }

  @Test
  public void theirJedisIsTheirs() throws ReflectiveOperationException {
    assertTrue(jarOf("redis.clients.jedis.Jedis").endsWith("/jedis-2.9.0.jar"));
    assertFalse(jarOf(SHADED + "redis.clients.jedis.Jedis").endsWith("/jedis-2.9.0.jar"));
  }

  /** The relocated SDK signs a request and sends it: nothing listens there. */
  @Test
  public void theAwsJarOpensABucketBesideTheirLibraries() throws ReflectiveOperationException {
    Object ticker = staticCall("io.dynowarmup.time.Ticker", "system");
    Object pause = staticCall("io.dynowarmup.time.Pause", "system");
    Class<?> stores = loader.loadClass("io.dynowarmup.chunk.store.ChunkStores");
    Object store =
        stores
            .getMethod("store", String.class)
            .invoke(
                stores.getConstructors()[0].newInstance(ticker, pause),
                "s3://bucket?path-style=true&endpoint=http://127.0.0.1:1");
    System.setProperty("aws.accessKeyId", "key");
    System.setProperty("aws.secretAccessKey", "secret");
    Method list =
        loader.loadClass("io.dynowarmup.chunk.store.ChunkStore").getMethod("list", String.class);

    InvocationTargetException e =
        assertThrows(InvocationTargetException.class, () -> list.invoke(store, ""));

    assertEquals("s3://bucket/ refuses connections", e.getCause().getMessage());
  }

  private Object staticCall(String type, String method) throws ReflectiveOperationException {
    return loader.loadClass(type).getMethod(method).invoke(null);
  }

  private String jarOf(String name) throws ReflectiveOperationException {
    Class<?> type = Class.forName(name, false, loader);
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }
}
