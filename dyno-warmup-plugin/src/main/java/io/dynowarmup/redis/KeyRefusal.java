// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import java.util.regex.Pattern;

/**
 * Recognizes an error that means that the user may run the command, but not with one of these keys.
 * Pure.
 */
public final class KeyRefusal {
  /**
   * The errors of Redis 6.2 and 7.0, of newer ones, of ACL DRYRUN, and of a script in Redis 6.2 and
   * 7.0.
   */
  private static final Pattern OF_A_KEY =
      Pattern.compile(
          "access (one of the keys|a key|the '.*' key|at least one of the keys)", Pattern.DOTALL);

  private KeyRefusal() {}

  /**
   * Returns a phrase that says what the user may not do.
   *
   * @param command the command, as it appears in the sentence
   * @param error the server's error
   */
  public static String phrase(String command, String user, String error) {
    boolean ofKey = OF_A_KEY.matcher(error).find();
    return "does not permit "
        + command
        + (ofKey ? " of every key" : "")
        + " to user '"
        + user
        + "'"
        + (ofKey
            ? ", whose key patterns do not cover all keys; permit them with ACL SETUSER (~*)"
            : "; permit it with ACL SETUSER")
        + ", or configure another user";
  }
}
