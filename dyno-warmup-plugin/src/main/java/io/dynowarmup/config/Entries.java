// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import com.netflix.archaius.api.Config;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one text at a time from an Archaius configuration, whatever its layers are made of. */
final class Entries {
  private static final Pattern SCOPED = Pattern.compile("\\$\\{(?:env|sys|const):[\\w.]*");
  private static final Pattern SHELL_DEFAULT = Pattern.compile("\\$\\{\\w+:[-+=?]");

  private final Config config;

  Entries(Config config) {
    this.config = config;
  }

  /**
   * @param name the whole key
   * @param key what is read under it: the text of a secret stays out of the problem, if there is
   *     one
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
                  "has more than one value: either it stands there twice, or the reader of that"
                      + " file splits values at commas; give it once")
              : Entry.of(name, text.trim(), origin));
    } catch (RuntimeException e) {
      String why = key.secret() ? "a ${...} in it leads back to itself" : e.getMessage();
      return Optional.of(Entry.unreadable(name, origin, "cannot be read: " + why));
    }
  }

  /**
   * A shell's {@code ${NAME:-value}} is left to the shell: Archaius would take what follows the
   * colon for its own kind of default.
   */
  private String text(String name, WarmupKey key) {
    String raw = raw(name);
    return key.command() && SHELL_DEFAULT.matcher(raw).find() ? raw : config.getString(name, null);
  }

  /**
   * Commons Configuration replaces the references of these kinds that are set. Of one that is not,
   * Archaius would make the text after the colon: the name of the variable.
   */
  private Optional<String> unset(String name) {
    Matcher reference = SCOPED.matcher(raw(name));
    return reference.find() ? Optional.of(reference.group() + "}") : Optional.empty();
  }

  private String raw(String name) {
    return String.valueOf(config.getRawProperty(name));
  }

  /**
   * Commons Configuration gathers a repeated key, and by default the parts between commas, into a
   * list, of which Archaius then returns the first without a word.
   */
  private boolean isFirstOfSeveral(String name, String text) {
    List<?> all = config.getList(name);
    return all.size() > 1 && text.equals(all.get(0));
  }
}
