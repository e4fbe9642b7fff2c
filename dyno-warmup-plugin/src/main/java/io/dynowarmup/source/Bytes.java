// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import java.util.Locale;

final class Bytes {
  private Bytes() {}

  static String text(long bytes) {
    if (bytes < 1_000_000) {
      return bytes + " bytes";
    }
    return bytes < 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
  }
}
