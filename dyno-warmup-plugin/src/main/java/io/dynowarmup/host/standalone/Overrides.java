// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import com.netflix.archaius.api.Config;
import com.netflix.archaius.commons.CommonsToConfig;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.configuration.BaseConfiguration;

/** Parses settings from the command line, each {@code key=value}. */
final class Overrides {
  private static final Pattern KEY = Pattern.compile("[\\w.-]*");

  private Overrides() {}

  /**
   * Parses the settings.
   *
   * @param texts settings whose keys have the prefix, an alias of it, or no prefix
   * @return the values by full key; the last value of a key counts
   * @throws WarmupException BAD_ARGUMENT if a text has no '=' or no key
   */
  static Map<String, String> parse(Collection<String> texts) {
    Map<String, String> parsed = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new WarmupException(
            Reason.BAD_ARGUMENT,
            "'-D "
                + key(text)
                + "' is not key=value, such as -D bytes.sync.diff=100000 (quote a value with"
                + " spaces)");
      }
      parsed.put(whole(text.substring(0, equals).trim()), text.substring(equals + 1).trim());
    }
    return parsed;
  }

  /**
   * Returns settings as a layer. References such as {@code ${env:NAME}} are replaced as in a file.
   *
   * @param values by full key
   */
  static Config layer(Map<String, String> values) {
    BaseConfiguration layer = new BaseConfiguration();
    // A comma is part of the value, as in a file.
    layer.setDelimiterParsingDisabled(true);
    layer.setListDelimiter('\0');
    values.forEach(layer::setProperty);
    return new CommonsToConfig(layer);
  }

  /** Hides the text after the key, because it may be a password. */
  private static String key(String text) {
    Matcher key = KEY.matcher(text);
    return key.lookingAt() && key.end() < text.length() ? key.group() + "..." : text;
  }

  /**
   * Returns the key with the first prefix, whatever prefix it had, so that no lower layer overrides
   * the command line.
   */
  private static String whole(String key) {
    String first = WarmupConfig.PREFIXES.get(0);
    for (String prefix : WarmupConfig.PREFIXES) {
      if (key.startsWith(prefix)) {
        return first + key.substring(prefix.length());
      }
    }
    return first + key;
  }
}
