// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Decides which answer a client gets when the answers of several racks count. */
public final class Quorum {
  private final int racks;
  private final boolean safe;
  private final List<byte[]> good = new ArrayList<>();
  private byte[] firstError;
  private int errors;

  /**
   * Creates a quorum.
   *
   * @param racks number of racks that answer
   * @param safe whether answers that differ are an error
   */
  public Quorum(int racks, boolean safe) {
    this.racks = racks;
    this.safe = safe;
  }

  /**
   * Adds the answer of one rack. Returns the answer for the client once it is known, null before.
   */
  byte[] submit(byte[] answer) {
    if (answer[0] == '-') {
      errors++;
      firstError = firstError == null ? answer : firstError;
    } else {
      good.add(answer);
    }
    int pending = racks - good.size() - errors;
    if (good.size() >= needed()) {
      byte[] agreed = agreed();
      return agreed != null || pending > 0 ? agreed : disagreed();
    }
    return good.size() + pending < needed() ? firstError : null;
  }

  private int needed() {
    return racks / 2 + 1;
  }

  private byte[] agreed() {
    for (int i = 0; i < good.size(); i++) {
      for (int j = i + 1; j < good.size(); j++) {
        if (Arrays.equals(good.get(i), good.get(j))) {
          return good.get(i);
        }
      }
    }
    return null;
  }

  private byte[] disagreed() {
    return safe ? Errors.NO_QUORUM : good.get(0);
  }
}
