// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.Draft;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A short text in UTF-8 as an object of a store. Every method throws a FILE error if it fails. */
final class StoredText {
  private static final int BUFFER_BYTES = 4_096;

  private final ChunkStore store;
  private final String name;

  /**
   * @param name of the object in the store
   */
  StoredText(ChunkStore store, String name) {
    this.store = store;
    this.name = name;
  }

  /**
   * Returns the text; empty if there is none.
   *
   * @param mostBytes a longer text is cut after about as many bytes
   */
  Optional<String> read(int mostBytes) {
    Optional<InputStream> stream = store.open(name);
    if (!stream.isPresent()) {
      return Optional.empty();
    }
    try (InputStream in = stream.get()) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n; all.size() < mostBytes && (n = in.read(buffer)) >= 0; ) {
        all.write(buffer, 0, n);
      }
      return Optional.of(new String(all.toByteArray(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  /** Returns the values that were written; none if the first dump will create the store. */
  Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    for (String line : unlessNoStore().split("\n")) {
      int end = line.indexOf('=');
      if (end > 0) {
        values.put(line.substring(0, end), line.substring(end + 1));
      }
    }
    return values;
  }

  private String unlessNoStore() {
    try {
      return read(Integer.MAX_VALUE).orElse("");
    } catch (WarmupException e) {
      if (e.reason() == Reason.NO_STORE) {
        return "";
      }
      throw e;
    }
  }

  /** Writes values, each in a line. */
  void write(Map<String, String> values) {
    StringBuilder lines = new StringBuilder();
    values.forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
    write(lines.toString());
  }

  void write(String text) {
    try (Draft draft = store.draft()) {
      draft.write(text.getBytes(StandardCharsets.UTF_8));
      draft.commit(name);
    } catch (IOException e) {
      throw failed("write", e);
    }
  }

  /** Writes the text if there is none; returns whether it did. */
  boolean writeIfAbsent(String text) {
    try (Draft draft = store.draft()) {
      draft.write(text.getBytes(StandardCharsets.UTF_8));
      return draft.commitIfAbsent(name);
    } catch (IOException e) {
      throw failed("write", e);
    }
  }

  void delete() {
    store.delete(name);
  }

  private WarmupException failed(String operation, IOException e) {
    return new WarmupException(
        Reason.FILE, "cannot " + operation + " " + this + ": " + e.getMessage(), e);
  }

  /** Returns the place as messages name it. */
  @Override
  public String toString() {
    return name + " in " + store;
  }
}
