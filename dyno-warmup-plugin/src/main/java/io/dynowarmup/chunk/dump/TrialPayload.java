// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps the smallest reply of DUMP, for testing whether a Redis understands the others. A file
 * keeps it over a crash. Thread-safe.
 */
final class TrialPayload {
  /** It is part of the manifest, with two characters for each byte. */
  private static final int MOST_BYTES = 1024 * 1024;

  /** A smaller one is not looked for any more. */
  private static final int SMALL_BYTES = 512;

  private static final String FILE = "trial";

  private final Path file;
  private volatile String hex;

  TrialPayload(Path directory) {
    this.file = directory.resolve(FILE);
    try {
      this.hex =
          Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.US_ASCII) : "";
    } catch (IOException e) {
      throw WorkFiles.failed("read", file, e);
    }
  }

  void offer(byte[] payload) {
    if (isWanted(payload)) {
      keep(payload);
    }
  }

  private boolean isWanted(byte[] payload) {
    String kept = hex;
    return kept.isEmpty()
        ? payload.length <= MOST_BYTES
        : kept.length() / 2 > Math.max(SMALL_BYTES, payload.length);
  }

  private synchronized void keep(byte[] payload) {
    if (isWanted(payload)) {
      StringBuilder text = new StringBuilder(2 * payload.length);
      for (byte b : payload) {
        text.append(Character.forDigit(b >> 4 & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
      }
      WorkFiles.write(file, text.toString().getBytes(StandardCharsets.US_ASCII));
      hex = text.toString();
    }
  }

  /** Returns the payload in hexadecimal; empty if there is none. */
  String hex() {
    return hex;
  }
}
