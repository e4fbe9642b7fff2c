// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.function.Predicate;

/**
 * Determines the directory of the state files if no setting names a file. It is the user's home or
 * {@code /var/lib/dyno-warmup}, whichever is writable first, otherwise a temporary directory.
 */
final class StateDirectory {
  private static final Path OURS = Paths.get("/var/lib/dyno-warmup");
  private static final String UNKNOWN = "?";

  private final Path path;
  private final String note;

  private StateDirectory(Path path, String note) {
    this.path = path;
    this.note = note;
  }

  static StateDirectory ofThisUser() {
    return choose(
        System.getProperty("user.home", ""),
        System.getProperty("user.name", ""),
        System.getProperty("java.io.tmpdir", "/tmp"),
        Files::isWritable);
  }

  /**
   * @param home home directory of the user; the JVM reports "?" if the user has no passwd entry
   * @param writable whether a path exists and is writable
   */
  static StateDirectory choose(
      String home, String user, String temporary, Predicate<Path> writable) {
    boolean hasHome = !home.isEmpty() && !UNKNOWN.equals(home) && Paths.get(home).isAbsolute();
    if (hasHome && writable.test(Paths.get(home))) {
      return new StateDirectory(Paths.get(home), "");
    }
    if (writable.test(OURS)) {
      return new StateDirectory(OURS, "");
    }
    String own = user.isEmpty() || UNKNOWN.equals(user) ? "" : "-" + user;
    Path path = Paths.get(temporary, "dyno-warmup" + own);
    return new StateDirectory(
        path,
        "the state file is in "
            + path
            + ", which may be gone after a reboot: this user has no home directory and no "
            + OURS
            + " to write to; set state.file to a path that stays");
  }

  Path path() {
    return path;
  }

  /** Returns what is wrong with this directory, as a sentence; empty if nothing is. */
  String note() {
    return note;
  }
}
