package io.dynowarmup.config;

import com.netflix.archaius.api.Config;
import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Reads every {@link WarmupKey} once; gathers all that is wrong before it complains. */
final class Settings {
  static final String DEFAULT_ORIGIN = "default";

  private final Config config;
  private final List<String> prefixes;
  private final Map<WarmupKey, Setting> values = new EnumMap<>(WarmupKey.class);
  private final List<String> warnings = new ArrayList<>();

  private Settings(Config config, List<String> prefixes) {
    this.config = config;
    this.prefixes = prefixes;
  }

  /**
   * @param prefixes the first one that has a key wins
   */
  static Settings read(Config config, List<String> prefixes) {
    Settings settings = new Settings(config, prefixes);
    List<String> wrong = new ArrayList<>();
    for (WarmupKey key : WarmupKey.values()) {
      Setting s = settings.setting(key);
      settings.values.put(key, s);
      if (!key.accepts(s.clearValue())) {
        wrong.add(complaint(key, s));
      }
    }
    if (!wrong.isEmpty()) {
      throw new WarmupException(Reason.BAD_CONFIG, String.join("; ", wrong));
    }
    settings.warnOfUnknownKeys();
    return settings;
  }

  private static String complaint(WarmupKey key, Setting s) {
    return s.name()
        + "="
        + s.value()
        + " (from "
        + s.origin()
        + ") is wrong: allowed is "
        + key.allowed();
  }

  private Setting setting(WarmupKey key) {
    Setting found = null;
    for (String prefix : prefixes) {
      String name = prefix + key.key();
      if (!config.containsKey(name)) {
        continue;
      }
      Setting s = new Setting(key, name, text(name), Origins.of(config, name));
      if (found == null) {
        found = s;
      } else if (!found.clearValue().equals(s.clearValue())) {
        warnings.add(found + " wins over " + s);
      }
    }
    return found != null
        ? found
        : new Setting(key, prefixes.get(0) + key.key(), key.standard(), DEFAULT_ORIGIN);
  }

  private String text(String name) {
    try {
      String value = config.getString(name, "");
      return value == null ? "" : value.trim();
    } catch (RuntimeException e) {
      throw new WarmupException(
          Reason.BAD_CONFIG,
          name + " (from " + Origins.of(config, name) + ") cannot be read as one text",
          e);
    }
  }

  private void warnOfUnknownKeys() {
    TreeSet<String> names = new TreeSet<>();
    for (Iterator<String> i = config.getKeys(); i.hasNext(); ) {
      names.add(i.next());
    }
    for (String name : names) {
      for (String prefix : prefixes) {
        if (name.startsWith(prefix) && !WarmupKey.of(name.substring(prefix.length())).isPresent()) {
          warnings.add(
              "unknown setting "
                  + name
                  + " (from "
                  + Origins.of(config, name)
                  + ") is ignored; did you mean "
                  + prefix
                  + NearestKey.to(name.substring(prefix.length()))
                  + "?");
        }
      }
    }
  }

  List<String> warnings() {
    return Collections.unmodifiableList(warnings);
  }

  List<Setting> all() {
    return Collections.unmodifiableList(new ArrayList<>(values.values()));
  }

  String text(WarmupKey key) {
    return values.get(key).clearValue();
  }

  boolean isSet(WarmupKey key) {
    return !text(key).isEmpty();
  }

  boolean isDefault(WarmupKey key) {
    return values.get(key).isDefault();
  }

  boolean flag(WarmupKey key) {
    return Boolean.parseBoolean(text(key));
  }

  long number(WarmupKey key) {
    return Long.parseLong(text(key));
  }

  /** The default of the settings that may be empty. */
  static List<WarmupKey> known() {
    return Arrays.asList(WarmupKey.values());
  }
}
