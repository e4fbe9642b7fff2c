// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.redis.info.OwnKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The keys that are copied and compared; never our own. Immutable. */
final class PartOfKeys {
  private final Optional<Predicate<byte[]>> part;

  PartOfKeys(Optional<Predicate<byte[]>> part) {
    this.part = part;
  }

  boolean isAll() {
    return !part.isPresent();
  }

  boolean holds(byte[] key) {
    return !OwnKeys.contain(key) && (isAll() || part.get().test(key));
  }

  List<byte[]> of(List<byte[]> names) {
    List<byte[]> keys = new ArrayList<>(names.size());
    for (byte[] key : names) {
      if (holds(key)) {
        keys.add(key);
      }
    }
    return keys;
  }
}
