// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.jars;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.Test;

/** A later build of the same sources in another folder produces identical jars and packages. */
public class ReproducibleJarsIT {
  private static final List<String> JARS =
      List.of("plugin.jar", "jmx.jar", "aws.jar", "standalone.jar");

  @Test
  public void aSecondBuildElsewhereMakesTheSameJars() throws Exception {
    String home = System.getProperty("maven.home", "");
    Path maven = Path.of(home, "bin", "mvn");
    assumeTrue("runs inside Maven only", !home.isEmpty() && Files.isExecutable(maven));
    try (SecondBuild second = new SecondBuild(Path.of(System.getProperty("project.root")))) {
      second.run(maven);
      for (String property : JARS) {
        Path jar = jar(property);
        assertEquals(
            jar + " differs from the second build at byte",
            -1,
            Files.mismatch(jar, second.twin(jar)));
      }
      Path deb = jar("standalone.jar").resolveSibling("dyno-warmup.deb");
      assertEquals(deb + " differs at byte", -1, Files.mismatch(deb, second.twin(deb)));
    }
  }

  @Test
  public void noEntryNamesTheFolderOfTheBuild() throws IOException {
    Path root = jar("plugin.jar").toRealPath().getParent().getParent().getParent();
    for (String property : JARS) {
      try (JarFile jar = new JarFile(jar(property).toFile())) {
        for (JarEntry entry : Collections.list(jar.entries())) {
          String content = content(jar, entry);
          assertFalse(property + ": " + entry, content.contains(root.toString()));
        }
      }
    }
  }

  private static String content(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static Path jar(String property) {
    return Path.of(System.getProperty(property)).normalize();
  }
}
