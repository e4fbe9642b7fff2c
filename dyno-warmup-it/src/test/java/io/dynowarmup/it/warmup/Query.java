// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/**
 * A query of the dashboard or of an alert, with the texts around it that contain labels. It does
 * not parse PromQL: it recognizes the selectors and reports anything that it would have to
 * understand.
 */
record Query(String expression, List<String> texts) {
  private static final Pattern SELECTOR =
      Pattern.compile("(dynowarmup_[a-zA-Z0-9_]+)\\s*(?:\\{([^}]*)\\})?");
  private static final Pattern MATCHER =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Pattern NAMED =
      Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?([a-zA-Z_]+)\\s*\\}\\}");
  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\((dynowarmup_[a-z_]+),\\s*([a-z_]+)\\)");
  private static final Pattern GROUPED =
      Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\(");

  /** The labels that Prometheus adds to each scraped sample. */
  private static final Set<String> ADDED = Set.of("instance", "job");

  static List<Query> ofDashboard(JsonElement json) {
    List<Query> queries = new ArrayList<>();
    if (json.isJsonArray()) {
      json.getAsJsonArray().forEach(e -> queries.addAll(ofDashboard(e)));
    } else if (json.isJsonObject()) {
      JsonObject object = json.getAsJsonObject();
      for (String name : List.of("expr", "query", "definition")) {
        if (object.has(name) && object.get(name).isJsonPrimitive()) {
          queries.add(of(object.get(name).getAsString(), object));
        }
      }
      object.entrySet().forEach(e -> queries.addAll(ofDashboard(e.getValue())));
    }
    return queries.stream().filter(q -> q.expression().contains("dynowarmup_")).toList();
  }

  private static Query of(String expression, JsonObject around) {
    JsonElement legend = around.get("legendFormat");
    return new Query(expression, legend == null ? List.of() : List.of(legend.getAsString()));
  }

  static List<Query> ofAlerts(String yaml) {
    List<Query> queries = new ArrayList<>();
    Map<String, List<Map<String, List<Map<String, Object>>>>> file = new Yaml().load(yaml);
    for (Map<String, List<Map<String, Object>>> group : file.get("groups")) {
      for (Map<String, Object> rule : group.get("rules")) {
        Map<?, ?> annotations = (Map<?, ?>) rule.get("annotations");
        List<String> texts = annotations.values().stream().map(String::valueOf).toList();
        queries.add(new Query((String) rule.get("expr"), texts));
      }
    }
    return queries;
  }

  Set<String> metrics() {
    Set<String> metrics = new TreeSet<>();
    for (Matcher m = SELECTOR.matcher(expression); m.find(); ) {
      metrics.add(m.group(1));
    }
    return metrics;
  }

  /**
   * Returns what the query needs but the exporter does not provide.
   *
   * @param now the present samples; they have every label, but not the metrics without a value
   * @param ever the samples of all moments; they have every metric with every label value
   * @return descriptions of what is missing
   */
  List<String> missing(List<Sample> now, List<Sample> ever) {
    List<String> missing = new ArrayList<>();
    // The selector of the state checks this label, and AlertRulesIT what the alerts then match.
    if (GROUPED.matcher(expression.replace("ignoring(state)", "")).find()) {
      missing.add("labels in a form that is not checked: " + expression);
    }
    for (Matcher m = SELECTOR.matcher(expression); m.find(); ) {
      String metric = m.group(1);
      if (of(ever, metric).isEmpty()) {
        missing.add(metric);
      }
      matchers(metric, m.group(2) == null ? "" : m.group(2), now, ever, missing);
    }
    for (Matcher m = LABEL_VALUES.matcher(expression); m.find(); ) {
      label(m.group(1), m.group(2), now, missing);
    }
    for (String text : texts) {
      for (Matcher m = NAMED.matcher(text); m.find(); ) {
        String name = m.group(1);
        metrics().forEach(metric -> label(metric, name, now, missing));
      }
    }
    return missing;
  }

  private static void matchers(
      String metric, String inside, List<Sample> now, List<Sample> ever, List<String> missing) {
    if (!MATCHER.matcher(inside).replaceAll("").replaceAll("[,\\s]", "").isEmpty()) {
      missing.add("no list of labels: {" + inside + "}");
    }
    for (Matcher m = MATCHER.matcher(inside); m.find(); ) {
      String name = m.group(1);
      label(metric, name, now, missing);
      String value = m.group(3);
      boolean regex = m.group(2).endsWith("~");
      if (!ADDED.contains(name)
          && of(ever, metric).stream()
              .map(s -> s.labels().getOrDefault(name, ""))
              .noneMatch(v -> regex ? v.matches(value) : v.equals(value))) {
        missing.add(metric + " with " + m.group());
      }
    }
  }

  private static void label(String metric, String name, List<Sample> now, List<String> missing) {
    if (!ADDED.contains(name)
        && !of(now, metric).stream().allMatch(s -> s.labels().containsKey(name))) {
      missing.add("label " + name + " of " + metric);
    }
  }

  private static List<Sample> of(List<Sample> samples, String metric) {
    return samples.stream().filter(s -> s.metric().equals(metric)).toList();
  }
}
