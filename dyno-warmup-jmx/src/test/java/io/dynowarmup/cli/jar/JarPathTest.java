// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.jar;

import static org.junit.Assert.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class JarPathTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path jar(String name, String classPath) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (classPath != null) {
      manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    }
    Path jar = folder.getRoot().toPath().resolve(name);
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }

  @Test
  public void theJarsThatAManifestNamesFollowTheJar() throws IOException {
    Path main = jar("main.jar", "aws.jar missing.jar");
    Path aws = jar("aws.jar", null);
    Path classes = folder.newFolder("classes").toPath();

    assertEquals(
        Arrays.asList(classes, main, aws), JarPath.entries(classes + File.pathSeparator + main));
  }
}
