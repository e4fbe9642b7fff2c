// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.redis;

import java.util.List;

/**
 * The result of comparing two Redis.
 *
 * @param keysHere number of compared keys of the first
 * @param keysThere number of compared keys of the second
 * @param missingHere number of keys that only the second has
 * @param missingThere number of keys that only the first has
 * @param different number of keys with another type or other contents
 * @param examples a few of these keys, in words
 */
public record KeyDifference(
    long keysHere,
    long keysThere,
    long missingHere,
    long missingThere,
    long different,
    List<String> examples) {

  public boolean isNone() {
    return missingHere == 0 && missingThere == 0 && different == 0;
  }

  @Override
  public String toString() {
    return keysHere
        + " keys here, "
        + keysThere
        + " there: "
        + missingHere
        + " missing here, "
        + missingThere
        + " missing there, "
        + different
        + " different"
        + (examples.isEmpty() ? "" : ", for example " + String.join("; ", examples));
  }
}
