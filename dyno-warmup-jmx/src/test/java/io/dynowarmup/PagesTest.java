// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup;

import static io.dynowarmup.ProjectFiles.TOP;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Test;

/** The pages of this project: their links lead somewhere, their lines fit a terminal. */
public class PagesTest {
  private static final int LONGEST_LINE = 120;
  private static final int LARGEST_README = 8 * 1024;
  private static final String ALERTS = "conf/prometheus/alerts.yml";
  private static final Pattern ALERT = Pattern.compile(" *- alert: (\\w+)");
  private static final Pattern RUNBOOK =
      Pattern.compile(
          " *runbook_url: \"https://github.com/dyno-warmup/dyno-warmup/blob/main/(.+)\"");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

  private final Map<Path, List<String>> pages = new LinkedHashMap<>();

  @Before
  public void read() throws IOException {
    for (Path page : ProjectFiles.all(file -> file.endsWith(".md"))) {
      pages.put(page, prose(Files.readAllLines(page, StandardCharsets.UTF_8)));
    }
    assertTrue(pages.keySet().toString(), pages.size() > 10);
  }

  /** Without what stands between fences. */
  private static List<String> prose(List<String> lines) {
    List<String> prose = new ArrayList<>();
    boolean code = false;
    for (String line : lines) {
      if (line.trim().startsWith("```")) {
        code = !code;
      } else if (!code) {
        prose.add(line);
      }
    }
    return prose;
  }

  /** As GitHub makes an anchor of a heading. */
  private static String anchor(String heading) {
    return heading
        .replaceFirst("^#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\w\\- ]", "")
        .replace(' ', '-');
  }

  private Set<String> anchors(Path page) {
    return pages.get(page).stream()
        .filter(line -> line.startsWith("#"))
        .map(PagesTest::anchor)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private String problem(Path page, String link) {
    if (link.contains(":")) {
      return "";
    }
    String file = link.replaceFirst("#.*", "");
    Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    if (!Files.exists(target)) {
      return "no such file";
    }
    boolean known = !link.contains("#") || !pages.containsKey(target);
    return known || anchors(target).contains(link.substring(link.indexOf('#') + 1))
        ? ""
        : "no such heading";
  }

  @Test
  public void everyLinkLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    pages.forEach(
        (page, lines) -> {
          for (String line : lines) {
            Matcher link = LINK.matcher(line);
            while (link.find()) {
              String problem = problem(page, link.group(1));
              if (!problem.isEmpty()) {
                broken.add(TOP.relativize(page) + ": " + link.group(1) + ": " + problem);
              }
            }
          }
        });
    assertEquals(String.join("\n", broken), 0, broken.size());
  }

  /** The link of each alert to its heading, by the alert's name. */
  private Map<String, String> runbooks() throws IOException {
    Map<String, String> links = new LinkedHashMap<>();
    String alert = "";
    for (String line : Files.readAllLines(TOP.resolve(ALERTS), StandardCharsets.UTF_8)) {
      Matcher name = ALERT.matcher(line);
      Matcher link = RUNBOOK.matcher(line);
      if (name.matches()) {
        alert = name.group(1);
        links.put(alert, "");
      } else if (link.matches()) {
        links.put(alert, link.group(1));
      }
    }
    return links;
  }

  @Test
  public void everyAlertHasItsHeadingInTheRunbook() throws IOException {
    Map<String, String> links = runbooks();
    assertTrue(links.toString(), links.size() > 5);
    links.forEach(
        (alert, link) -> {
          assertTrue(alert + ": " + link, link.endsWith("#" + anchor("# " + alert)));
          assertEquals(alert + ": " + link, "", problem(TOP.resolve("README.md"), link));
        });
  }

  @Test
  public void noLineIsTooLong() {
    List<String> longer = new ArrayList<>();
    pages.forEach(
        (page, lines) ->
            lines.stream()
                .filter(line -> line.length() > LONGEST_LINE && !line.startsWith("|"))
                .forEach(line -> longer.add(TOP.relativize(page) + ": " + line)));
    assertEquals(String.join("\n", longer), 0, longer.size());
  }

  @Test
  public void theFrontDoorIsShort() throws IOException {
    assertTrue(Files.size(TOP.resolve("README.md")) <= LARGEST_README);
  }
}
