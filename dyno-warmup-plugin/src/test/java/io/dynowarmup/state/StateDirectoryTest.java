// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

public class StateDirectoryTest {
  private static StateDirectory choose(String home, String user, String... writable) {
    List<String> all = Arrays.asList(writable);
    return StateDirectory.choose(home, user, "/tmp", path -> all.contains(path.toString()));
  }

  private static void assertPath(String expected, StateDirectory directory) {
    Path path = Paths.get(expected);
    assertEquals(path, directory.path());
  }

  @Test
  public void theHomeDirectoryComesFirst() {
    StateDirectory found = choose("/home/ada", "ada", "/home/ada", "/var/lib/dyno-warmup");
    assertPath("/home/ada", found);
    assertEquals("", found.note());
  }

  @Test
  public void aUserWithoutAHomeHasOurDirectory() {
    for (String home : new String[] {"?", "", "/nonexistent", "relative"}) {
      StateDirectory found = choose(home, "?", "relative", "/var/lib/dyno-warmup");
      assertPath("/var/lib/dyno-warmup", found);
      assertEquals("", found.note());
    }
  }

  @Test
  public void elseItIsATemporaryOneAndThatIsSaid() {
    assertPath("/tmp/dyno-warmup", choose("?", "?"));
    StateDirectory found = choose("/nonexistent", "redis");
    assertPath("/tmp/dyno-warmup-redis", found);
    assertTrue(found.note(), found.note().contains("may be gone after a reboot"));
    assertTrue(found.note(), found.note().contains("set state.file"));
  }
}
