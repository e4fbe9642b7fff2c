// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;

/** Parses {@code http://host:port}. */
public final class AdminUrl {
  private static final String SCHEME = "http://";

  private AdminUrl() {}

  /**
   * Returns the address of the URL.
   *
   * @throws WarmupException BAD_CONFIG if the URL has another form
   */
  public static Endpoint parse(String url) {
    String text = url == null ? "" : url.trim();
    if (!text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw wrong(text, null);
    }
    String address = text.substring(SCHEME.length());
    if (address.endsWith("/")) {
      address = address.substring(0, address.length() - 1);
    }
    if (address.matches(".*[/?#@\\s].*")) {
      throw wrong(text, null);
    }
    try {
      return Endpoint.parse(address);
    } catch (IllegalArgumentException e) {
      throw wrong(text, e);
    }
  }

  private static WarmupException wrong(String text, Throwable cause) {
    return new WarmupException(
        Reason.BAD_CONFIG,
        "the address of Dynomite's admin port is '"
            + text
            + "'; it must be http://host:port with nothing after it, such as"
            + " http://127.0.0.1:22222",
        cause);
  }
}
