// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.fitness.ServerFacts;
import java.io.File;
import java.util.Optional;

/** Checks whether the local Redis has disk space for the data that it receives. */
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
    if (dir().filter(String::isEmpty).isPresent()) {
      return Optional.of(
          "the local Redis cannot receive a snapshot: its 'dir' is gone; create it again and "
              + "restart Redis");
    }
    return withLessThan(LEAST_BYTES)
        .map(
            here ->
                "the local Redis cannot receive a snapshot: the disk of its 'dir' "
                    + here
                    + " is full ("
                    + here.getUsableSpace()
                    + " bytes left)");
  }

  /**
   * Returns a warning if the snapshot of a source may be larger than the space that is left.
   *
   * @param memory bytes of memory that the source uses; its snapshot is smaller in most cases
   */
  Optional<String> forecast(long memory) {
    return withLessThan(memory)
        .map(
            here ->
                "the disk of the local Redis' 'dir' "
                    + here
                    + " has "
                    + here.getUsableSpace()
                    + " bytes left, and the snapshot of the source may take up to "
                    + memory
                    + " bytes (used_memory); whether it fits cannot be known beforehand");
  }

  /**
   * Returns a warning if the append-only file may grow by more than the space that is left. Redis
   * refuses all writes once it cannot be written.
   *
   * @param bytes the memory that the source's keys take beyond those that are here
   */
  Optional<String> forecastAppends(long bytes) {
    return local
        .setting("dir")
        .filter(dir -> OnDisk.appends(local.info()))
        .flatMap(dir -> withLessThan(bytes, Optional.of(dir)))
        .map(
            here ->
                "the disk of the local Redis' 'dir' "
                    + here
                    + " has "
                    + here.getUsableSpace()
                    + " bytes left, and its append-only file may grow by up to "
                    + bytes
                    + " bytes (used_memory of the source); Redis refuses all writes if it cannot"
                    + " grow");
  }

  /** Returns where the snapshot is written; empty if that is unknown or it is not written. */
  private Optional<String> dir() {
    boolean direct = local.setting("repl-diskless-load").filter(ReceivingDisk::direct).isPresent();
    return direct ? Optional.empty() : local.setting("dir");
  }

  /** Returns the directory of the snapshot if its disk is known to have less space left. */
  private Optional<File> withLessThan(long bytes) {
    return withLessThan(bytes, dir());
  }

  private static Optional<File> withLessThan(long bytes, Optional<String> dir) {
    // If Redis runs in a container, this may be a different directory or may not exist.
    return dir.filter(name -> !name.isEmpty())
        .map(File::new)
        .filter(File::isDirectory)
        .filter(here -> here.getTotalSpace() > 0 && here.getUsableSpace() < bytes);
  }

  private static boolean direct(String diskless) {
    return diskless.equals("swapdb")
        || diskless.equals("on-empty-db")
        || diskless.equals("flush-before-load");
  }
}
