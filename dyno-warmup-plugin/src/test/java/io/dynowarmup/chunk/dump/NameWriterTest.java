// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class NameWriterTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void namesThatAKilledPassLeftAreRemoved() throws IOException {
    Path directory = folder.getRoot().toPath();
    Files.write(NameWriter.file(directory, 1), new byte[] {0, 0, 0});

    try (NameWriter names = new NameWriter(directory, 2)) {
      names.add(0, new Name(0, "key".getBytes(StandardCharsets.UTF_8)));
    }

    assertTrue(Files.exists(NameWriter.file(directory, 0)));
    assertFalse(Files.exists(NameWriter.file(directory, 1)));
  }
}
