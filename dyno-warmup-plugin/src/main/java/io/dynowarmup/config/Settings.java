// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import com.netflix.archaius.api.Config;
import io.dynowarmup.api.EffectiveSetting;
import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads every {@link WarmupKey} once. Collects all wrong values before it throws. */
final class Settings {
  private static final String DEFAULT_ORIGIN = "default";

  private final String prefix;
  private final Map<WarmupKey, List<Entry>> found;
  private final Display display;
  private final Map<WarmupKey, Object> values = new EnumMap<>(WarmupKey.class);
  private final List<String> warnings = new ArrayList<>();

  private Settings(String prefix, Map<WarmupKey, List<Entry>> found) {
    this.prefix = prefix;
    this.found = found;
    this.display = new Display(secrets(found));
  }

  /**
   * Reads and validates all settings.
   *
   * @param prefixes in order of precedence: the first prefix that has a key wins
   * @throws WarmupException BAD_CONFIG if at least one value is wrong
   */
  static Settings read(Config config, List<String> prefixes) {
    Entries entries = new Entries(config);
    Map<WarmupKey, List<Entry>> found = new EnumMap<>(WarmupKey.class);
    for (WarmupKey key : WarmupKey.values()) {
      List<Entry> ofKey = new ArrayList<>();
      for (String prefix : prefixes) {
        entries.find(prefix + key.key(), key).ifPresent(ofKey::add);
      }
      found.put(key, ofKey);
    }
    Settings settings = new Settings(prefixes.get(0), found);
    settings.check();
    settings.warnings.addAll(UnknownKeys.in(config, prefixes));
    settings.warnings.addAll(ConfigLint.on(settings));
    return settings;
  }

  private static List<String> secrets(Map<WarmupKey, List<Entry>> found) {
    List<String> secrets = new ArrayList<>();
    found.forEach(
        (key, entries) -> {
          if (key.secret()) {
            entries.forEach(e -> secrets.add(e.text()));
          }
        });
    return secrets;
  }

  private void check() {
    List<String> wrong = new ArrayList<>();
    for (WarmupKey key : WarmupKey.values()) {
      String complaint = complaint(key, inForce(key));
      if (!complaint.isEmpty()) {
        wrong.add(complaint);
      }
      contradictions(key, found.get(key));
    }
    if (!wrong.isEmpty()) {
      throw new WarmupException(Reason.BAD_CONFIG, String.join("; ", wrong));
    }
  }

  private String complaint(WarmupKey key, Entry e) {
    if (!e.problem().isEmpty()) {
      return e.name() + " (from " + e.origin() + ") " + display.of(e.problem());
    }
    boolean undefined = e.text().contains("${");
    if (undefined && key.secret()) {
      warnings.add(
          setting(key, e) + " contains ${...}, which is not defined, and is used as it is");
    }
    if (undefined && !key.mayHoldReferences()) {
      return sentence(key, e, "contains ${...}, which is not defined", key.allowed());
    }
    try {
      key.parse(e.text()).ifPresent(value -> values.put(key, value));
      return "";
    } catch (IllegalArgumentException | WarmupException wrong) {
      return sentence(key, e, e.text().isEmpty() ? "is empty" : "is wrong", key.allowed());
    }
  }

  private String sentence(WarmupKey key, Entry e, String what, String allowed) {
    return setting(key, e) + " " + what + "; allowed: " + allowed;
  }

  private void contradictions(WarmupKey key, List<Entry> entries) {
    for (Entry other : entries.subList(Math.min(1, entries.size()), entries.size())) {
      if (!key.same(other.text(), entries.get(0).text())) {
        warnings.add(setting(key, entries.get(0)) + " wins over " + setting(key, other));
      }
    }
  }

  private Entry inForce(WarmupKey key) {
    List<Entry> entries = found.get(key);
    return entries.isEmpty()
        ? Entry.of(prefix + key.key(), key.standard(), DEFAULT_ORIGIN)
        : entries.get(0);
  }

  private EffectiveSetting setting(WarmupKey key, Entry e) {
    return EffectiveSetting.of(e.name(), display.of(key, e.text()), e.origin());
  }

  /** Returns the exception for a value in force that turns out to be wrong later. */
  WarmupException wrong(WarmupKey key, String allowed) {
    return new WarmupException(Reason.BAD_CONFIG, sentence(key, inForce(key), "is wrong", allowed));
  }

  List<String> warnings() {
    return Collections.unmodifiableList(warnings);
  }

  List<EffectiveSetting> all() {
    List<EffectiveSetting> all = new ArrayList<>();
    for (WarmupKey key : WarmupKey.values()) {
      all.add(shown(key));
    }
    return Collections.unmodifiableList(all);
  }

  EffectiveSetting shown(WarmupKey key) {
    return setting(key, inForce(key));
  }

  /** Returns a command or its output without secrets. */
  String shown(String text) {
    return display.ofCommand(text);
  }

  String text(WarmupKey key) {
    return inForce(key).text();
  }

  /** Returns whether the setting has a value; the default counts. */
  boolean isSet(WarmupKey key) {
    return values.containsKey(key);
  }

  /** Returns whether the setting is present in the configuration, even if it is empty. */
  boolean isWritten(WarmupKey key) {
    return !found.get(key).isEmpty();
  }

  /**
   * Returns the parsed value, or the parsed default; empty if there is neither. The caller expects
   * the type that {@link WarmupKey} declares for the key.
   */
  @SuppressWarnings("unchecked")
  <T> Optional<T> value(WarmupKey key) {
    return Optional.ofNullable((T) values.get(key));
  }

  /** Returns the parsed value without the default; empty if the configuration has none. */
  <T> Optional<T> written(WarmupKey key) {
    return isWritten(key) ? value(key) : Optional.empty();
  }

  /** Returns the values of a list; empty if there are none. */
  <T> List<T> list(WarmupKey key) {
    return this.<List<T>>value(key).orElse(Collections.emptyList());
  }

  /** Returns a port without its default; empty if the configuration has none. */
  OptionalInt port(WarmupKey key) {
    return this.<Long>written(key)
        .map(port -> OptionalInt.of(port.intValue()))
        .orElse(OptionalInt.empty());
  }

  boolean flag(WarmupKey key) {
    return this.<Boolean>value(key).orElse(false);
  }

  Secret secret(WarmupKey key) {
    return this.<Secret>value(key).orElse(Secret.NONE);
  }

  long number(WarmupKey key) {
    return this.<Long>value(key).orElse(0L);
  }

  int count(WarmupKey key) {
    return (int) number(key);
  }
}
