// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store.directory;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.UriOptions;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;

/** A URI such as {@code file:///var/lib/chunks}. */
final class DirectoryUri {
  static final String SCHEME = "file";

  private DirectoryUri() {}

  static Path path(URI uri) {
    UriOptions.of(uri);
    boolean local = uri.getAuthority() == null || uri.getAuthority().isEmpty();
    String path = uri.getPath();
    if (!local || path == null || !path.startsWith("/")) {
      throw refused(uri);
    }
    try {
      return Paths.get(path).normalize();
    } catch (InvalidPathException e) {
      throw refused(uri);
    }
  }

  private static WarmupException refused(URI uri) {
    return new WarmupException(
        Reason.BAD_ARGUMENT,
        "'" + uri + "' is not a directory; write an absolute path, such as file:///var/lib/chunks");
  }
}
