// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.marker;

import io.dynowarmup.redis.RedisNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A key that is written through a Dynomite, with a value that no other marker has. Nodes of other
 * racks with the same tokens use the same keys, even at the same moment. So the key alone proves
 * nothing.
 */
final class Marker {
  private final String key;
  private final String value;

  Marker(String key, String value) {
    this.key = key;
    this.value = value;
  }

  String key() {
    return key;
  }

  String value() {
    return value;
  }

  /**
   * Returns whether a Redis has one of these markers, and no later marker of another node in its
   * place.
   *
   * @throws io.dynowarmup.api.WarmupException as {@link RedisNode#read} does
   */
  static boolean any(List<Marker> markers, RedisNode redis) {
    List<String> values =
        redis.read(markers.stream().map(Marker::key).collect(Collectors.toList()));
    for (int i = 0; i < values.size(); i++) {
      if (markers.get(i).value.equals(values.get(i))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return key;
  }
}
