// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.redis;

import java.util.List;

/**
 * What two Redis hold, compared.
 *
 * @param keysHere compared keys of the first
 * @param keysThere compared keys of the second
 * @param missingHere only the second has them
 * @param missingThere only the first has them
 * @param different both have them, with another type or content
 * @param examples a few, in words
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
