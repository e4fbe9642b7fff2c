// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.file.AtomicFile;
import io.dynowarmup.file.IoErrors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores properties in a file that is replaced completely or not at all. A damaged file is treated
 * as empty. A file that cannot be written is reported once.
 */
final class StateStore {
  private static final Logger LOG = LoggerFactory.getLogger(StateStore.class);
  private static final long MOST_BYTES = 256 * 1024;

  private final Path path;
  private final Properties fields = new Properties();
  private boolean silent;
  private boolean reported;

  private StateStore(Path path) {
    this.path = path;
  }

  static StateStore open(Path path) {
    StateStore store = new StateStore(path);
    store.load();
    return store;
  }

  private void load() {
    if (!Files.exists(path)) {
      return;
    }
    try {
      if (!Files.isRegularFile(path)) {
        throw new IOException("it is not a file");
      }
      if (Files.size(path) > MOST_BYTES) {
        throw new IOException("it is larger than " + MOST_BYTES + " bytes");
      }
      try (Reader in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
        fields.load(in);
      }
      if (stored().length > MOST_BYTES / 2) {
        throw new IOException("it could not be written again: too large");
      }
    } catch (IOException e) {
      unreadable(IoErrors.of(e));
    } catch (IllegalArgumentException e) {
      unreadable(e.getMessage());
    }
  }

  private void unreadable(String why) {
    LOG.warn("State file {} cannot be read and counts as empty: {}", path, why);
    fields.clear();
  }

  Path path() {
    return path;
  }

  Properties fields() {
    return fields;
  }

  /** Suppresses the warning that the file cannot be written, which has been logged already. */
  void silent() {
    silent = true;
    reported = true;
  }

  /** Returns whether the file was written, or its user knows that it cannot be written. */
  boolean saveOrReported() {
    return save() || reported;
  }

  /**
   * Returns the content of the file.
   *
   * @throws IOException if a text cannot be encoded
   */
  private byte[] stored() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer out = new OutputStreamWriter(bytes, StandardCharsets.UTF_8.newEncoder())) {
      fields.store(out, "dyno-warmup: what has to survive a crash");
    }
    return bytes.toByteArray();
  }

  /** Returns whether the file was written. */
  boolean save() {
    try {
      AtomicFile.write(path, stored());
      return true;
    } catch (IOException e) {
      if (!silent) {
        LOG.warn(
            "State file {} cannot be written: {}; a run that is killed now is not remembered",
            path,
            IoErrors.of(e));
      }
      silent = true;
      return false;
    }
  }

  /** Deletes a file that cannot be written, for example because the disk is full. */
  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.debug("Cannot delete {}", path, e);
    }
  }
}
