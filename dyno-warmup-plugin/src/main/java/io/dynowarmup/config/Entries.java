// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import com.netflix.archaius.api.Config;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads texts from an Archaius configuration, one at a time, whatever its layers consist of. */
final class Entries {
  private static final Pattern SCOPED = Pattern.compile("\\$\\{(?:env|sys|const):[\\w.]*");
  private static final Pattern SHELL_DEFAULT = Pattern.compile("\\$\\{\\w+:[-+=?]");

  private final Config config;

  Entries(Config config) {
    this.config = config;
  }

  /**
   * Finds the entry of a key.
   *
   * @param name the whole key, with its prefix
   * @param key the setting that is read; if it is a secret, the message of a problem does not
   *     contain its text
   */
  Optional<Entry> find(String name, WarmupKey key) {
    if (!config.containsKey(name)) {
      return Optional.empty();
    }
    String origin = Origins.of(config, name);
    try {
      String text = text(name, key);
      if (text == null) {
        return Optional.empty();
      }
      Optional<String> unset = unset(name);
      if (unset.isPresent()) {
        return Optional.of(
            Entry.unreadable(name, origin, "refers to " + unset.get() + ", which is not set"));
      }
      return Optional.of(
          isFirstOfSeveral(name, text)
              ? Entry.unreadable(
                  name,
                  origin,
                  "has more than one value: it is set twice, or the reader of that file splits "
                      + "values at commas; set it once")
              : Entry.of(name, text.trim(), origin));
    } catch (RuntimeException e) {
      String why = key.secret() ? "a ${...} in it refers to itself" : e.getMessage();
      return Optional.of(Entry.unreadable(name, origin, "cannot be read: " + why));
    }
  }

  /**
   * Returns the text of a key. A shell's {@code ${NAME:-value}} in a command is left to the shell,
   * because Archaius would interpret the text after the colon as its own kind of default.
   */
  private String text(String name, WarmupKey key) {
    String raw = raw(name);
    return key.command() && SHELL_DEFAULT.matcher(raw).find() ? raw : config.getString(name, null);
  }

  /**
   * Returns the first reference of the kinds {@code env}, {@code sys} and {@code const} that is not
   * set. Commons Configuration replaces those that are set. For one that is not set, Archaius would
   * return the text after the colon, which is the name of the variable.
   */
  private Optional<String> unset(String name) {
    Matcher reference = SCOPED.matcher(raw(name));
    return reference.find() ? Optional.of(reference.group() + "}") : Optional.empty();
  }

  private String raw(String name) {
    return String.valueOf(config.getRawProperty(name));
  }

  /**
   * Returns whether the text is the first of several values. Commons Configuration collects a
   * repeated key into a list, and by default the parts between commas too. Archaius then returns
   * the first element without a warning.
   */
  private boolean isFirstOfSeveral(String name, String text) {
    List<?> all = config.getList(name);
    return all.size() > 1 && text.equals(all.get(0));
  }
}
