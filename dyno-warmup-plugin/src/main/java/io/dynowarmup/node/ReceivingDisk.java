// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.fitness.ServerFacts;
import java.io.File;
import java.util.Optional;

/** Whether the local Redis has a disk for the snapshot that it receives. */
final class ReceivingDisk {
  /** Less is taken for full: a file system keeps some blocks for itself. */
  private static final long LEAST_BYTES = 1 << 20;

  private final ServerFacts local;

  ReceivingDisk(ServerFacts local) {
    this.local = local;
  }

  /** Why it has none, in a sentence; empty when it has, or when that is not known. */
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
    // in a container it may be another directory than ours, or none
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
