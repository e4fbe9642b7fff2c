// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.jars;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** The jars must not disturb the class path of the application that they are added to. */
@RunWith(Parameterized.class)
public class BuiltJarsIT {
  private static final String OURS = "io/dynowarmup/";
  private static final String SHADED = OURS + "shaded/";
  private static final String SERVICES = "META-INF/services/";
  private static final int JAVA_8 = 52;

  /**
   * What the class path of dynomite-manager or of the executable jar contains besides these jars.
   */
  private static final List<String> BESIDE_US =
      Arrays.asList(
          "com/google/inject/",
          "com/netflix/archaius/",
          "com/netflix/dynomitemanager/",
          "com/netflix/florida/",
          "com/netflix/governator/",
          "com/netflix/nfsidecar/",
          "com/netflix/runtime/health/api/",
          "io/prometheus/metrics/",
          "javax/servlet/",
          "org/joda/time/",
          "org/apache/commons/configuration/",
          "org/quartz/",
          "org/slf4j/",
          "picocli/",
          "ch/qos/logback/");

  /** Optional dependencies of the relocated libraries. */
  private static final List<String> OPTIONAL =
      Arrays.asList(
          "io/github/resilience4j/", "net/sf/cglib/", SHADED + "software/amazon/awssdk/crt/");

  /**
   * The annotation that generates the value classes. It has class retention: javac still names it
   * in the table of inner classes, and no JVM loads it.
   */
  private static final String GENERATOR = "org/immutables/value/Value";

  /** The original names of the relocated packages, at the start of a word or of a descriptor. */
  private static final Pattern UNRELOCATED =
      Pattern.compile(
          "(?<![\\w./])L?(redis[./]clients|org[./]apache[./]commons[./]pool2|com[./]google[./]gson"
              + "|org[./]json|org[./]yaml[./]snakeyaml|org[./]reactivestreams)[./]\\w"
              // sentences name modules that could be added
              + "|\\AL?software[./]amazon[./]awssdk[./]\\w");

  private final String property;
  private JarFile jar;

  public BuiltJarsIT(String property) {
    this.property = property;
  }

  @Parameters(name = "{0}")
  public static Collection<String> jars() {
    return Arrays.asList("plugin.jar", "jmx.jar", "aws.jar");
  }

  @Before
  public void open() throws IOException {
    String path = System.getProperty(property);
    assertNotNull("the build gives the path as -D" + property, path);
    jar = new JarFile(path);
  }

  @After
  public void close() throws IOException {
    if (jar != null) {
      jar.close();
    }
  }

  private List<JarEntry> files() {
    return jar.stream().filter(e -> !e.isDirectory()).toList();
  }

  private List<JarEntry> classes() {
    return files().stream().filter(e -> e.getName().endsWith(".class")).toList();
  }

  private ClassFile read(JarEntry entry) {
    try (InputStream in = jar.getInputStream(entry)) {
      return ClassFile.read(in);
    } catch (IOException e) {
      throw new AssertionError(entry.getName(), e);
    }
  }

  /** Only the executable jar configures a log. */
  @Test
  public void theLogIsThatOfTheHost() {
    assertNone(
        "services of Logback",
        files().stream().filter(e -> e.getName().startsWith(SERVICES + "ch.qos")).toList());
  }

  private static void assertNone(String what, Collection<?> found) {
    assertEquals(what, Collections.emptyList(), new ArrayList<>(found));
  }

  @Test
  public void everyClassIsOursOrRelocatedToUs() {
    assertFalse(classes().isEmpty());
    assertNone(
        "classes outside " + OURS,
        classes().stream().map(JarEntry::getName).filter(n -> !n.startsWith(OURS)).toList());
  }

  @Test
  public void everyClassRunsOnJava8() {
    assertNone(
        "class files newer than Java 8",
        classes().stream().filter(e -> read(e).major() > JAVA_8).map(JarEntry::getName).toList());
  }

  @Test
  public void thereIsOneVersionOfEverything() throws IOException {
    Manifest manifest = jar.getManifest();
    assertEquals(null, manifest.getMainAttributes().getValue("Multi-Release"));
    Set<String> seen = new HashSet<>();
    assertNone(
        "entries for some versions of Java, modules, and entries that are there twice",
        files().stream()
            .map(JarEntry::getName)
            .filter(
                n ->
                    n.startsWith("META-INF/versions/")
                        || n.endsWith("module-info.class")
                        || !seen.add(n))
            .toList());
  }

  @Test
  public void noResourceShadowsOneOfTheHosts() {
    assertNone(
        "resources that are not ours",
        files().stream()
            .map(JarEntry::getName)
            .filter(n -> !n.startsWith(OURS))
            .filter(n -> !n.startsWith(SERVICES + "io.dynowarmup."))
            .filter(n -> !n.equals(SERVICES + "javax.servlet.ServletContainerInitializer"))
            .filter(n -> !n.startsWith("META-INF/maven/io.dynowarmup/"))
            .filter(
                n ->
                    !n.matches(
                        "META-INF/(MANIFEST\\.MF|NOTICE|THIRD-PARTY\\.txt|([\\w-]+-)?LICENSE)"))
            .toList());
  }

  @Test
  public void everyServiceIsInTheJar() throws IOException {
    for (JarEntry entry : files()) {
      if (entry.getName().startsWith(SERVICES)) {
        for (String provider : lines(entry)) {
          assertNotNull(
              entry.getName() + " names " + provider,
              jar.getEntry(provider.replace('.', '/') + ".class"));
        }
      }
    }
  }

  private List<String> lines(JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .map(l -> l.replaceFirst("#.*", "").trim())
          .filter(l -> !l.isEmpty())
          .toList();
    }
  }

  @Test
  public void thePluginBringsItsStrategies() throws IOException {
    JarEntry entry = jar.getJarEntry(SERVICES + "io.dynowarmup.spi.WarmupStrategy");
    if (property.equals("plugin.jar")) {
      assertTrue(lines(entry).contains("io.dynowarmup.strategy.replication.ReplicationStrategy"));
    } else {
      assertEquals("strategies are the plugin's", null, entry);
    }
  }

  @Test
  public void nothingRefersToTheLibrariesByTheirOldNames() {
    TreeMap<String, Set<String>> leaks = new TreeMap<>();
    for (JarEntry entry : classes()) {
      for (String text : read(entry).texts()) {
        if (UNRELOCATED.matcher(text).find()) {
          leaks.computeIfAbsent(entry.getName(), n -> new TreeSet<>()).add(text);
        }
      }
    }
    assertNone("names of what was relocated", leaks.entrySet());
  }

  @Test
  public void whatIsReferredToIsInTheJarsOrBesideThem() throws IOException {
    Set<String> known = new HashSet<>();
    classes().forEach(e -> known.add(e.getName()));
    try (JarFile plugin = new JarFile(System.getProperty("plugin.jar"))) {
      plugin.stream().forEach(e -> known.add(e.getName()));
    }
    TreeSet<String> missing = new TreeSet<>();
    for (JarEntry entry : classes()) {
      boolean shaded = entry.getName().startsWith(SHADED);
      for (String name : read(entry).classes()) {
        if (!isThere(name, known) && !(shaded && startsWithOneOf(name, OPTIONAL))) {
          missing.add(name + " in " + entry.getName());
        }
      }
    }
    assertNone("classes that are nowhere", missing);
  }

  private static boolean isThere(String name, Set<String> known) {
    return name.length() == 1
        || name.startsWith(GENERATOR)
        || known.contains(name + ".class")
        || startsWithOneOf(
            name,
            List.of(
                "java/",
                "com/sun/net/httpserver/",
                "javax/crypto/",
                "javax/management/",
                "javax/net/",
                "javax/rmi/ssl/",
                "javax/security/",
                "javax/inject/",
                "javax/xml/",
                "org/w3c/dom/",
                "org/xml/sax/"))
        || startsWithOneOf(name, BESIDE_US);
  }

  private static boolean startsWithOneOf(String name, List<String> prefixes) {
    return prefixes.stream().anyMatch(name::startsWith);
  }
}
