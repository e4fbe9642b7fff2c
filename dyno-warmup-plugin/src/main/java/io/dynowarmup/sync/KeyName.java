// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import java.nio.charset.StandardCharsets;

/** Formats the name of a key for messages to an operator. */
public final class KeyName {
  private static final int LONGEST = 100;

  private KeyName() {}

  /** Returns the name, at most 100 characters long and without control characters. */
  public static String of(byte[] key) {
    StringBuilder text = new StringBuilder();
    for (char c : new String(key, StandardCharsets.UTF_8).toCharArray()) {
      text.append(Character.isISOControl(c) || c == '\uFFFD' ? '?' : c);
    }
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text.toString();
  }

  /** Returns the name, prefixed with its database unless that is database 0. */
  public static String of(int database, byte[] key) {
    return (database == 0 ? "" : "db" + database + " ") + of(key);
  }
}
