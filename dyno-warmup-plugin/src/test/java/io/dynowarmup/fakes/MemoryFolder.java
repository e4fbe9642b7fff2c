// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fakes;

import java.io.File;
import org.junit.rules.TemporaryFolder;

/**
 * Creates a temporary folder in memory if the machine has a memory file system. The state file is
 * replaced by a rename some thousand times in a sweep, and on ext4 each rename waits for the disk.
 */
public final class MemoryFolder {
  private static final File MEMORY = new File("/dev/shm");

  private MemoryFolder() {}

  /** Returns a folder; without a memory file system it is in the default temporary directory. */
  public static TemporaryFolder create() {
    boolean usable = MEMORY.isDirectory() && MEMORY.canWrite();
    return usable ? new TemporaryFolder(MEMORY) : new TemporaryFolder();
  }
}
