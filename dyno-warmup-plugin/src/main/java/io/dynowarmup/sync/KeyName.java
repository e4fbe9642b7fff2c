// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import java.nio.charset.StandardCharsets;

/** A key as a person is told of it. */
public final class KeyName {
  private static final int LONGEST = 100;

  private KeyName() {}

  /** Not longer than a line, and without what a terminal would act upon. */
  public static String of(byte[] key) {
    StringBuilder text = new StringBuilder();
    for (char c : new String(key, StandardCharsets.UTF_8).toCharArray()) {
      text.append(Character.isISOControl(c) || c == '\uFFFD' ? '?' : c);
    }
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text.toString();
  }

  /** With its database, where that is not the first one. */
  public static String of(int database, byte[] key) {
    return (database == 0 ? "" : "db" + database + " ") + of(key);
  }
}
