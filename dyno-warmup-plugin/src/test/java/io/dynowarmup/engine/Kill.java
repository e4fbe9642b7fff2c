// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Kills the warm-up process of a scenario at one of its calls. */
final class Kill {
  private Kill() {}

  /** Kills the process at the n-th call and keeps the state file of that moment. */
  static void at(Scenario s, int n) throws IOException {
    Path then = Paths.get(s.stateFile + ".then");
    s.world.faults().killAt(n, () -> copy(s.stateFile, then));
    s.run();
    if (Files.exists(then)) {
      copy(then, s.stateFile);
    } else {
      Files.deleteIfExists(s.stateFile);
    }
  }

  static void copy(Path from, Path to) {
    try {
      if (Files.exists(from)) {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the scenario undisturbed and returns its first call whose name contains the text. */
  static int callOf(Scenario whole, String text) {
    whole.run();
    List<String> calls = whole.world.faults().calls();
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).contains(text)) {
        return i + 1;
      }
    }
    throw new AssertionError(text + " is not in " + calls);
  }
}
