// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.load;

import java.util.List;

/**
 * The result of comparing a load with the contents of a Redis.
 *
 * @param checked number of keys compared
 * @param lost acknowledged writes that are missing: keys that are missing or older than the last
 *     acknowledged write to them; for counters, the missing increments
 * @param doubled increments that were applied more often than acknowledged
 * @param wrongKeys number of keys with a wrong value
 * @param examples a few of the wrong keys, in words
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
