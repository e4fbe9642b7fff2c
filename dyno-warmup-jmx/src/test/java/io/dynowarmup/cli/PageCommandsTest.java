// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.ProjectFiles;
import io.dynowarmup.config.WarmupKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Test;
import picocli.CommandLine;

/** Parses every command that the pages, the units and the files for Docker name. */
public class PageCommandsTest {
  private static final String NAMES =
      Main.commandLine().getSubcommands().keySet().stream().collect(Collectors.joining("|"));

  /** A command as a person types it, up to the end of what belongs to it. */
  private static final Pattern TYPED =
      Pattern.compile(
          "(?:\\bdw|\\bdyno-warmup|dyno-warmup(?:-standalone)?\\.jar) ((?:"
              + NAMES
              + ")\\b(?: [^`|&;#>)\\\\'\"]*)?)");

  /** A list of arguments in YAML or in a Dockerfile. */
  private static final Pattern LISTED =
      Pattern.compile(
          "(?:args: |CMD |test: |ENTRYPOINT"
              + " )\\[((?:\"?(?:CMD|/usr/bin/dyno-warmup|dyno-warmup)\"?,? ?)*\"?(?:"
              + NAMES
              + ")\"?(?:, [^\\]]*)?)\\]");

  private final List<String> broken = new ArrayList<>();
  private final Set<String> used = new HashSet<>();
  private int commands;

  @Before
  public void readThePages() throws IOException {
    for (Path file : ProjectFiles.all(PageCommandsTest::isRead)) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      read(ProjectFiles.TOP.relativize(file).toString(), text);
    }
  }

  private static boolean isRead(String name) {
    boolean page = name.endsWith(".md") && !name.startsWith(".");
    return page || name.matches("conf/(.*\\.(service|yml)|docker/Dockerfile)");
  }

  private void read(String file, String text) {
    Matcher typed = TYPED.matcher(text.replaceAll(" *\\\\\n *", " "));
    while (typed.find()) {
      String command = typed.group(1).split("\n| {2}")[0].trim();
      if (!command.contains("\u2026")) {
        check(file, command.split(" +"));
      }
    }
    Matcher listed = LISTED.matcher(text);
    while (listed.find()) {
      List<String> words = new ArrayList<>(Arrays.asList(listed.group(1).split(",? ")));
      words.replaceAll(word -> word.replace("\"", ""));
      words.removeIf(word -> word.equals("CMD") || word.endsWith("dyno-warmup"));
      check(file, words.toArray(new String[0]));
    }
  }

  private void check(String file, String... words) {
    commands++;
    used.add(words[0]);
    try {
      Main.commandLine().parseArgs(words);
    } catch (CommandLine.ParameterException e) {
      broken.add(file + ": " + String.join(" ", words) + ": " + e.getMessage());
    }
    for (int i = 1; i < words.length; i++) {
      if (words[i - 1].equals("-D") && !isSetting(words[i].replaceFirst("=.*", ""))) {
        broken.add(file + ": no such setting: " + words[i]);
      }
    }
  }

  private static boolean isSetting(String name) {
    return Arrays.stream(WarmupKey.values()).anyMatch(key -> key.key().equals(name));
  }

  @Test
  public void eachCommandIsUnderstood() {
    assertEquals(String.join("\n", broken), 0, broken.size());
  }

  @Test
  public void theCommandsAreFound() {
    assertTrue(String.valueOf(commands), commands >= 60);
    assertTrue(
        used.toString(),
        used.containsAll(
            Arrays.asList("run", "daemon", "status", "start", "abort", "preflight", "verify")));
  }
}
