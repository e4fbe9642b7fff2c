// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of a URI: {@code ?name=value&name=value}. Immutable. */
public final class UriOptions {
  private final Map<String, String> values;

  private UriOptions(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads the options of a URI, also of one that is not hierarchical.
   *
   * @param allowed the names that the URI may contain
   * @throws WarmupException BAD_ARGUMENT if it contains another one, or one of them twice
   */
  public static UriOptions of(URI uri, String... allowed) {
    String rest = uri.getRawSchemeSpecificPart();
    int mark = rest.indexOf('?');
    Map<String, String> values = new LinkedHashMap<>();
    List<String> names = Arrays.asList(allowed);
    for (String pair : mark < 0 ? new String[0] : rest.substring(mark + 1).split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (!names.contains(name) || values.put(name, value) != null) {
        throw new WarmupException(
            Reason.BAD_ARGUMENT, "'" + uri + "': option '" + name + "' is " + problem(names, name));
      }
    }
    return new UriOptions(values);
  }

  private static String problem(List<String> allowed, String name) {
    if (allowed.contains(name)) {
      return "there twice";
    }
    return allowed.isEmpty() ? "not allowed; there are none" : "unknown; allowed are " + allowed;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), "UTF-8");
    } catch (UnsupportedEncodingException | IllegalArgumentException e) {
      return text;
    }
  }

  /** Returns the value of an option; empty if the URI does not contain it. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
