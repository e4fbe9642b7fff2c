// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads Lua scripts from the jar. */
final class Script {
  private static final int BUFFER = 8_192;

  private Script() {}

  /** Returns the scripts, concatenated in this order. */
  static String read(String... names) {
    StringBuilder all = new StringBuilder();
    for (String name : names) {
      all.append(one(name));
    }
    return all.toString();
  }

  private static String one(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        all.write(buffer, 0, n);
      }
      return new String(all.toByteArray(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
