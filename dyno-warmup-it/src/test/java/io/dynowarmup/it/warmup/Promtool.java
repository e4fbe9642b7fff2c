// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assume.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Finds Prometheus' own tool. */
final class Promtool {
  static final String NAME = "promtool";

  private Promtool() {}

  /** Skips the test if the tool is not on the PATH. */
  static void assume() {
    String path = System.getenv().getOrDefault("PATH", "");
    assumeTrue(
        Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(path)
            .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(NAME))));
  }
}
