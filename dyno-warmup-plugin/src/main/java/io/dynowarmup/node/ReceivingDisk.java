// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.fitness.ServerFacts;
import java.io.File;
import java.util.Optional;

/** Checks whether the local Redis has disk space for the snapshot that it receives. */
final class ReceivingDisk {
  /** Less space counts as full: a file system reserves some blocks. */
  private static final long LEAST_BYTES = 1 << 20;

  private final ServerFacts local;

  ReceivingDisk(ServerFacts local) {
    this.local = local;
  }

  /**
   * Returns why the snapshot cannot be received, as a sentence; empty if it can, or if this is
   * unknown.
   */
  Optional<String> problem() {
    Optional<String> dir = local.setting("dir");
    boolean byDisk = !local.setting("repl-diskless-load").filter(ReceivingDisk::direct).isPresent();
    if (!dir.isPresent() || !byDisk) {
      return Optional.empty();
    }
    if (dir.get().isEmpty()) {
      return Optional.of(
          "the local Redis cannot receive a snapshot: its 'dir' is gone; create it again and start"
              + " Redis anew");
    }
    // If Redis runs in a container, this may be a different directory or may not exist.
    File here = new File(dir.get());
    return here.isDirectory() && here.getTotalSpace() > 0 && here.getUsableSpace() < LEAST_BYTES
        ? Optional.of(
            "the local Redis cannot receive a snapshot: the disk of its 'dir' "
                + here
                + " is full ("
                + here.getUsableSpace()
                + " bytes left)")
        : Optional.empty();
  }

  private static boolean direct(String diskless) {
    return diskless.equals("swapdb")
        || diskless.equals("on-empty-db")
        || diskless.equals("flush-before-load");
  }
}
