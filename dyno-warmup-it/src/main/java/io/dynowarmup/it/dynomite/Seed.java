// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import java.util.List;
import java.util.stream.Collectors;

/** A peer as a {@code dyn_seeds} line names it. */
public record Seed(String host, int port, String rack, String dc, List<Long> tokens) {
  /** Returns {@code host:port:rack:dc:token}, with commas between several tokens. */
  public String line() {
    return host
        + ":"
        + port
        + ":"
        + rack
        + ":"
        + dc
        + ":"
        + tokens.stream().map(Object::toString).collect(Collectors.joining(","));
  }
}
