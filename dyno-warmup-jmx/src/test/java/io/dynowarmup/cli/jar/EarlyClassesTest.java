// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.jar;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class EarlyClassesTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void namesTheClassesOfARunInAJar() throws IOException {
    Path jar =
        jar(
            "io/dynowarmup/engine/phase/RestorePhase.class",
            "io/dynowarmup/strategy/replication/Barrier$Attempt.class",
            "io/dynowarmup/engine/phase/package-info.class",
            "io/dynowarmup/cli/Main.class",
            "io/dynowarmup/jmx/WarmupBean.class",
            "io/dynowarmup/config/descriptions.properties",
            "redis/clients/jedis/Jedis.class");

    assertEquals(
        Arrays.asList(
            "io.dynowarmup.engine.phase.RestorePhase",
            "io.dynowarmup.strategy.replication.Barrier$Attempt"),
        EarlyClasses.names(jar));
  }

  @Test
  public void namesNothingWithoutAJar() throws IOException {
    assertEquals(Collections.emptyList(), EarlyClasses.names(folder.getRoot().toPath()));
  }

  @Test
  public void loadsWhatIsThereAndPassesOverWhatIsNot() {
    List<String> asked = new ArrayList<>();
    ClassLoader loader =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked.add(name);
            return super.loadClass(name, resolve);
          }
        };
    List<String> names =
        Arrays.asList("io.dynowarmup.engine.phase.NoSuchPhase", "io.dynowarmup.engine.run.Run");

    EarlyClasses.load(names, loader);

    assertEquals(names, asked);
  }

  private Path jar(String... entries) throws IOException {
    Path jar = folder.newFile("some.jar").toPath();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String entry : entries) {
        out.putNextEntry(new JarEntry(entry));
      }
    }
    return jar;
  }
}
