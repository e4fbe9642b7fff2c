// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.house;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** A log line begins with fixed words, so that it can be found, and with a capital letter. */
public class LogLinesTest {
  private static final Pattern LINE =
      Pattern.compile(
          "\\bLOG\\s*\\.(?:trace|debug|info|warn|error)\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)");

  /** Lines that begin with a phase or an outcome in capitals, or with "Redis" or "Dynomite". */
  private static final Set<String> NAMES_FIRST =
      Set.of(
          "ProcessFacts: {} is {}",
          "ProcessFacts: {} is {}: {}",
          "ProgressLog: {}: {}; {}",
          "ProgressLog: {}",
          "RunEnd: {}",
          "Run: {}");

  @Test
  public void everyLogLineBeginsWithFixedWordsAndACapitalLetter() throws IOException {
    Set<String> others = new TreeSet<>();
    int lines = 0;
    for (String module : List.of("dyno-warmup-plugin", "dyno-warmup-jmx")) {
      for (Path file : sources(Path.of("..", module, "src", "main", "java"))) {
        Matcher line = LINE.matcher(Files.readString(file));
        while (line.find()) {
          lines++;
          String text = line.group(1);
          if (text.isEmpty() || !Character.isUpperCase(text.charAt(0))) {
            others.add(file.getFileName().toString().replace(".java", ": ") + text);
          }
        }
      }
    }
    assertTrue("lines: " + lines, lines > 150);
    assertEquals(new TreeSet<>(NAMES_FIRST), others);
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
