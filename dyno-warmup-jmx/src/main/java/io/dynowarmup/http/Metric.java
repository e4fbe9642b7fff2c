// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.http;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** One metric and how it is read from the attributes. What is unknown is left out. Immutable. */
final class Metric {
  /** Attributes by the value of the label "found". */
  private static final Map<String, String> FOUND = new LinkedHashMap<>();

  static {
    FOUND.put("equal", "VerifyEqual");
    FOUND.put("different", "VerifyDifferent");
    FOUND.put("missing_here", "VerifyMissingHere");
    FOUND.put("missing_there", "VerifyMissingThere");
    FOUND.put("in_doubt", "VerifyInDoubt");
    FOUND.put("repaired", "VerifyRepaired");
  }

  private final String name;
  private final Function<BeanSnapshot, Optional<MetricSnapshot>> reader;

  private Metric(String name, Function<BeanSnapshot, Optional<MetricSnapshot>> reader) {
    this.name = name;
    this.reader = reader;
  }

  /** Returns the name that Prometheus sees. */
  String name() {
    return name;
  }

  Optional<MetricSnapshot> read(BeanSnapshot reading) {
    return reader.apply(reading);
  }

  static Metric number(String name, String help, String attribute, double factor) {
    return gauge(
        name,
        help,
        r -> {
          long value = r.number(attribute);
          return value < 0 ? OptionalDouble.empty() : OptionalDouble.of(value * factor);
        });
  }

  static Metric flag(String name, String help, String attribute) {
    return gauge(name, help, r -> OptionalDouble.of(r.flag(attribute) ? 1 : 0));
  }

  static Metric settingsProblem(String name, String help) {
    return gauge(name, help, r -> OptionalDouble.of(r.text("SettingsProblem").isEmpty() ? 0 : 1));
  }

  private static Metric gauge(
      String name, String help, Function<BeanSnapshot, OptionalDouble> value) {
    return new Metric(
        name,
        r -> {
          OptionalDouble now = value.apply(r);
          return now.isPresent()
              ? Optional.of(
                  gauge(name, help).dataPoint(point(Labels.EMPTY, now.getAsDouble())).build())
              : Optional.empty();
        });
  }

  /** Returns a metric with a value for each label; none if there is no value. */
  private static Metric gauges(
      String name, String help, String label, Function<BeanSnapshot, Map<String, Long>> values) {
    return new Metric(
        name,
        r -> {
          GaugeSnapshot.Builder gauge = gauge(name, help);
          Map<String, Long> now = values.apply(r);
          now.forEach((of, value) -> gauge.dataPoint(point(Labels.of(label, of), value)));
          return now.isEmpty() ? Optional.empty() : Optional.of(gauge.build());
        });
  }

  private static GaugeSnapshot.Builder gauge(String name, String help) {
    return GaugeSnapshot.builder().name(name).help(help);
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot point(Labels labels, double value) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  /** Returns 1 for the present value of a state and 0 for the others. */
  static Metric states(String name, String help, String kind, String label) {
    return gauges(
        name,
        help,
        label,
        r -> {
          Map<String, Long> values = new LinkedHashMap<>();
          numbers(r, "States")
              .forEach(
                  (state, value) -> {
                    if (state.startsWith(kind + ".")) {
                      values.put(state.substring(kind.length() + 1), value);
                    }
                  });
          return values;
        });
  }

  static Metric peerDifferences(String name, String help) {
    return gauges(name, help, "peer", r -> numbers(r, "VerifyPeerDifferences"));
  }

  private static Map<String, Long> numbers(BeanSnapshot r, String attribute) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    r.item(attribute)
        .ifPresent(map -> map.values().keySet().forEach(k -> numbers.put(k, map.number(k))));
    return numbers;
  }

  static Metric found(String name, String help) {
    return gauges(
        name,
        help,
        "found",
        r -> {
          Map<String, Long> values = new LinkedHashMap<>();
          FOUND.forEach((found, attribute) -> values.put(found, r.number(attribute)));
          values.values().removeIf(value -> value < 0);
          return values;
        });
  }

  static Metric source(String name, String help) {
    return gauges(
        name,
        help,
        "source",
        r -> Collections.singletonMap(r.text("Source").isEmpty() ? "none" : r.text("Source"), 1L));
  }

  static Metric runs(String name, String help) {
    return new Metric(
        name + "_total",
        r -> {
          CounterSnapshot.Builder runs = CounterSnapshot.builder().name(name).help(help);
          for (WarmupOutcome outcome : WarmupOutcome.values()) {
            String text = outcome.name();
            String attribute = "Runs" + text.charAt(0) + text.substring(1).toLowerCase(Locale.ROOT);
            runs.dataPoint(
                CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(Labels.of("outcome", text))
                    .value(Math.max(0, r.number(attribute)))
                    .build());
          }
          return Optional.of(runs.build());
        });
  }

  static Metric version(String name, String help) {
    return gauges(name, help, "version", r -> Collections.singletonMap(r.text("Version"), 1L));
  }
}
