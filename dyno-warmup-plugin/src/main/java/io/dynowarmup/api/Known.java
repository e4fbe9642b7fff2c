// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

import java.util.Optional;
import java.util.OptionalLong;

/** Converts values from formats in which -1 or an empty text stands for unknown. */
public final class Known {
  private Known() {}

  /** Returns the number; empty if it is negative. */
  public static OptionalLong number(long value) {
    return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** Returns the text; empty if it has no characters. */
  public static Optional<String> text(String value) {
    return Optional.of(value).filter(text -> !text.isEmpty());
  }
}
