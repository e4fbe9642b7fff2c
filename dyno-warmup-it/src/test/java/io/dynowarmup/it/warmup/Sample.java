// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of an exporter's output: a metric with its labels. */
record Sample(String metric, Map<String, String> labels) {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? \\S+.*");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  static List<Sample> of(String scraped) {
    return scraped.lines().filter(l -> !l.startsWith("#")).map(Sample::parse).toList();
  }

  private static Sample parse(String line) {
    Matcher m = LINE.matcher(line);
    if (!m.matches()) {
      throw new AssertionError("no sample: " + line);
    }
    Map<String, String> labels = new HashMap<>();
    for (Matcher l = LABEL.matcher(m.group(2) == null ? "" : m.group(2)); l.find(); ) {
      labels.put(l.group(1), l.group(2));
    }
    return new Sample(m.group(1), labels);
  }
}
