// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.regex.Pattern;

/**
 * The names of objects: segments of ASCII letters, digits and <code>. _ = -</code>, separated by
 * slashes. A segment begins with a letter, a digit or an underscore and has at most 200 characters.
 * A whole name has at most 500. So a name is never an absolute path and never leaves its store.
 */
public final class ObjectNames {
  private static final int MOST = 500;
  private static final String SEGMENT = "[A-Za-z0-9_][A-Za-z0-9._=-]{0,199}";
  private static final Pattern NAME = Pattern.compile(SEGMENT + "(?:/" + SEGMENT + ")*");
  private static final Pattern PREFIX = Pattern.compile("(?:" + SEGMENT + "/?)*");

  private ObjectNames() {}

  /**
   * Returns the name.
   *
   * @throws WarmupException BAD_ARGUMENT if it is not valid
   */
  public static String check(String name) {
    return check(name, NAME);
  }

  /**
   * Returns the first part of a name, as {@link ChunkStore#list} takes it.
   *
   * @throws WarmupException BAD_ARGUMENT if no name can begin like that
   */
  public static String checkPrefix(String prefix) {
    return check(prefix, PREFIX);
  }

  /** Returns whether an object can have this name. A bucket may contain others. */
  public static boolean isValid(String name) {
    return name.length() <= MOST && NAME.matcher(name).matches();
  }

  private static String check(String text, Pattern pattern) {
    if (text.length() > MOST || !pattern.matcher(text).matches()) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT,
          "'"
              + shortened(text)
              + "' is not a name of a stored object; allowed are letters, digits and ._=- between"
              + " slashes, up to "
              + MOST
              + " characters");
    }
    return text;
  }

  private static String shortened(String text) {
    String printable = text.replaceAll("[^ -~]", "?");
    return printable.length() > 80 ? printable.substring(0, 80) + "..." : printable;
  }
}
