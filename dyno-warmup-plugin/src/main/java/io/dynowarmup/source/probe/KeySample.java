// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import io.dynowarmup.redis.info.OwnKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names of keys that were sampled at random from one Redis, each once, without reserved keys.
 * Immutable.
 */
public final class KeySample {
  static final KeySample NONE = new KeySample(Collections.emptyList());

  private final List<byte[]> keys;

  private KeySample(Collection<byte[]> keys) {
    this.keys = Collections.unmodifiableList(new ArrayList<>(keys));
  }

  static KeySample of(List<byte[]> drawn) {
    Map<String, byte[]> distinct = new LinkedHashMap<>();
    for (byte[] key : drawn) {
      String name = new String(key, StandardCharsets.ISO_8859_1);
      if (!name.startsWith(OwnKeys.PREFIX)) {
        distinct.put(name, key);
      }
    }
    return new KeySample(distinct.values());
  }

  public List<byte[]> keys() {
    return keys;
  }

  /** Returns the first keys of the sample. */
  public List<byte[]> first(int most) {
    return keys.subList(0, Math.min(most, keys.size()));
  }
}
