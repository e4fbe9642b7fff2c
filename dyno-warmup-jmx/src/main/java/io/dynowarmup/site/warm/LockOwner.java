// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.UUID;

/** The process that holds a lock. Its text is one line, which changes when it is renewed. */
final class LockOwner {
  private static final Path PROC = Paths.get("/proc");
  private static final String UNKNOWN = "-";
  private static final int FIELDS = 4;

  private final String id;
  private final String process;
  private final String machine;
  private final long renewals;

  private LockOwner(String id, String process, String machine, long renewals) {
    this.id = id;
    this.process = process;
    this.machine = machine;
    this.renewals = renewals;
  }

  static LockOwner thisProcess() {
    String process = ManagementFactory.getRuntimeMXBean().getName().replaceAll("\\s", "_");
    return new LockOwner(UUID.randomUUID().toString(), process, machine(), 0);
  }

  /** Reads a text; one that is not the text of a lock belongs to an unknown process. */
  static LockOwner parse(String text) {
    String[] parts = text.trim().split(" ", -1);
    if (parts.length != FIELDS || !parts[FIELDS - 1].matches("\\d{1,18}")) {
      return new LockOwner(text, "unknown", UNKNOWN, 0);
    }
    return new LockOwner(parts[0], parts[1], parts[2], Long.parseLong(parts[FIELDS - 1]));
  }

  /** Returns an identifier of this boot of this machine and of its namespace of process ids. */
  private static String machine() {
    try {
      byte[] boot = Files.readAllBytes(PROC.resolve("sys/kernel/random/boot_id"));
      return new String(boot, StandardCharsets.US_ASCII).trim()
          + "/"
          + Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
    } catch (IOException e) {
      return UNKNOWN; // not Linux
    }
  }

  LockOwner renewed() {
    return new LockOwner(id, process, machine, renewals + 1);
  }

  boolean isSame(LockOwner other) {
    return id.equals(other.id);
  }

  /**
   * Returns whether the process is known to have ended. With {@code hidepid}, /proc shows only this
   * user's processes, and nothing is known.
   */
  boolean isDead() {
    String number = process.replaceAll("@.*", "");
    return !machine.equals(UNKNOWN)
        && machine.equals(machine())
        && number.matches("\\d+")
        && Files.exists(PROC.resolve("1"))
        && !Files.exists(PROC.resolve(number));
  }

  /** Returns the process as a message names it, such as 1234@host. */
  String process() {
    return process;
  }

  String text() {
    return id + " " + process + " " + machine + " " + renewals;
  }
}
