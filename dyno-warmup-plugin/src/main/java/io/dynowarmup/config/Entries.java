package io.dynowarmup.config;

import com.netflix.archaius.api.Config;
import java.util.List;
import java.util.Optional;

/** Reads one text at a time from an Archaius configuration, whatever its layers are made of. */
final class Entries {
  private final Config config;

  Entries(Config config) {
    this.config = config;
  }

  /**
   * @param secret keeps the text out of the problem, if there is one
   */
  Optional<Entry> find(String name, boolean secret) {
    if (!config.containsKey(name)) {
      return Optional.empty();
    }
    String origin = Origins.of(config, name);
    try {
      String text = config.getString(name, null);
      if (text == null) {
        return Optional.empty();
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
      String why = secret ? "a ${...} in it leads back to itself" : e.getMessage();
      return Optional.of(Entry.unreadable(name, origin, "cannot be read: " + why));
    }
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
