// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.file.IoErrors;
import io.dynowarmup.file.SettledFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads the permitted users from lines with a user, a space and a password. The file is read again
 * for each login.
 */
final class PasswordFile {
  private static final int MOST_BYTES = 1_000_000;

  private final String name;
  private final Path path;

  /**
   * Creates a password file.
   *
   * @param name the option or setting that names the file, for messages
   */
  PasswordFile(String name, Path path) {
    this.name = name;
    this.path = path;
  }

  /** Creates the daemon's own password file. */
  PasswordFile(Path path) {
    this("jmx.password.file", path);
  }

  /**
   * Checks the file.
   *
   * @throws WarmupException FILE if it cannot be used, or if users other than its owner can read it
   */
  void check() {
    if (users().isEmpty()) {
      throw new WarmupException(
          Reason.FILE, name + "=" + path + " names no user; expected: lines of 'user password'");
    }
  }

  /** Returns whether the login is right. A wrong password takes as long as the right one. */
  boolean knows(String user, String password) {
    String expected = users().get(user);
    byte[] given = password.getBytes(StandardCharsets.UTF_8);
    byte[] wanted = (expected == null ? "" : expected).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(wanted, given) && expected != null;
  }

  /**
   * Returns the passwords by user.
   *
   * @throws WarmupException FILE if the file cannot be used, or if users other than its owner can
   *     read it
   */
  Map<String, String> users() {
    try {
      refuseOthers();
      return SettledFile.system().read(path, MOST_BYTES, PasswordFile::parse);
    } catch (IOException e) {
      throw new WarmupException(
          Reason.FILE, name + "=" + path + " cannot be read: " + IoErrors.of(e), e);
    }
  }

  private static Map<String, String> parse(byte[] bytes) {
    Map<String, String> users = new HashMap<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\\R")) {
      String[] words = line.trim().split("\\s+", 2);
      if (!line.trim().startsWith("#") && words.length == 2) {
        users.put(words[0], words[1]);
      }
    }
    return users;
  }

  private void refuseOthers() throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    if (permissions.contains(PosixFilePermission.GROUP_READ)
        || permissions.contains(PosixFilePermission.OTHERS_READ)) {
      throw new WarmupException(
          Reason.FILE,
          name + "=" + path + " can be read by other users than its owner: run chmod 600");
    }
  }
}
