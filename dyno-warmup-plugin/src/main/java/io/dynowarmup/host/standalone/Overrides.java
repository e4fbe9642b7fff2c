// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings of the command line, each {@code key=value}. */
final class Overrides {
  private static final Pattern KEY = Pattern.compile("[\\w.-]*");

  private Overrides() {}

  /**
   * @param texts the keys with the prefix, an alias of it, or none at all
   * @return under their whole keys; of the same key twice the last one counts
   * @throws WarmupException BAD_ARGUMENT when one has no '=' or no key
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
                + "' is not key=value, such as -D bytes.sync.diff=100000 (a value with blanks wants quotes)");
      }
      parsed.put(whole(text.substring(0, equals).trim()), text.substring(equals + 1).trim());
    }
    return parsed;
  }

  /** What follows the key may be a password. */
  private static String key(String text) {
    Matcher key = KEY.matcher(text);
    return key.lookingAt() && key.end() < text.length() ? key.group() + "..." : text;
  }

  /** Under the first prefix, whatever it was written with: nothing below the command line wins. */
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
