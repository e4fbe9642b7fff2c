// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fakes;

import java.io.File;
import org.junit.rules.TemporaryFolder;

/**
 * A temporary folder in memory where the machine has one: replacing a file by a rename, as the
 * state file is some thousand times in a sweep, waits for the disk on ext4.
 */
public final class MemoryFolder {
  private static final File MEMORY = new File("/dev/shm");

  private MemoryFolder() {}

  /** In the default directory for temporary files where there is no memory file system. */
  public static TemporaryFolder create() {
    boolean usable = MEMORY.isDirectory() && MEMORY.canWrite();
    return usable ? new TemporaryFolder(MEMORY) : new TemporaryFolder();
  }
}
