// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.load;

import java.util.List;

/**
 * What a Redis holds of a load.
 *
 * @param checked keys that were looked at
 * @param lost acknowledged writes that are not there: keys that are missing or older than the last
 *     acknowledged write to them; for counters, the increments that are missing
 * @param doubled increments that were applied more often than acknowledged
 * @param wrongKeys keys that are not as they should be
 * @param examples a few of them, in words
 */
public record LoadCheck(
    long checked, long lost, long doubled, long wrongKeys, List<String> examples) {

  public boolean isExact() {
    return lost == 0 && doubled == 0 && wrongKeys == 0;
  }

  @Override
  public String toString() {
    return checked
        + " keys checked, "
        + wrongKeys
        + " wrong: "
        + lost
        + " writes lost, "
        + doubled
        + " doubled "
        + examples;
  }
}
