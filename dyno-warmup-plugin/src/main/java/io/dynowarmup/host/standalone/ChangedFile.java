// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.apache.commons.configuration.reloading.FileChangedReloadingStrategy;

/**
 * Detects any change of the file at a path. The parent class only detects a later modification
 * time. A file that is moved into place, or a symbolic link that is redirected, may not have one.
 */
final class ChangedFile extends FileChangedReloadingStrategy {
  private final Path path;
  private String found = "";
  private String loaded = "";

  ChangedFile(Path path) {
    this.path = path;
    // With a delay of 0, an edit in the same millisecond as the last check would not be seen.
    setRefreshDelay(-1);
  }

  @Override
  public void init() {
    found = fingerprint();
    super.init();
  }

  @Override
  protected boolean hasChanged() {
    found = fingerprint();
    return !found.isEmpty() && !found.equals(loaded);
  }

  /** Returns whether the file differs from the one that was loaded. */
  boolean isChanged() {
    String now = fingerprint();
    return !now.isEmpty() && !now.equals(loaded);
  }

  /**
   * Records the file as it was before the load, so that an edit during the load counts as another
   * change.
   */
  @Override
  protected void updateLastModified() {
    super.updateLastModified();
    loaded = found;
  }

  /** Returns a fingerprint of the loaded file, which differs from one load to the next. */
  String loaded() {
    return loaded;
  }

  /** Returns time, size and inode of the file; empty if there is no file. */
  private String fingerprint() {
    try {
      BasicFileAttributes a = Files.readAttributes(path, BasicFileAttributes.class);
      return a.lastModifiedTime() + " " + a.size() + " " + a.fileKey();
    } catch (IOException e) {
      return "";
    }
  }
}
