// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.apache.commons.configuration.reloading.FileChangedReloadingStrategy;

/**
 * Any other file at the path is a change. The parent only looks for a later time, which a file that
 * is moved into place, or a symbolic link that is turned to another file, need not have.
 */
final class ChangedFile extends FileChangedReloadingStrategy {
  private final Path path;
  private String found = "";
  private String loaded = "";

  ChangedFile(Path path) {
    this.path = path;
    // with 0 an edit in the same millisecond as the last look would not be seen
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

  /** Whether another file is there than the one that was loaded. */
  boolean isChanged() {
    String now = fingerprint();
    return !now.isEmpty() && !now.equals(loaded);
  }

  /** Remembers what was there before the load: an edit during the load is then another change. */
  @Override
  protected void updateLastModified() {
    super.updateLastModified();
    loaded = found;
  }

  /** Differs from one load to the next. */
  String loaded() {
    return loaded;
  }

  /** Time, size and i-node; empty when there is no file. */
  private String fingerprint() {
    try {
      BasicFileAttributes a = Files.readAttributes(path, BasicFileAttributes.class);
      return a.lastModifiedTime() + " " + a.size() + " " + a.fileKey();
    } catch (IOException e) {
      return "";
    }
  }
}
