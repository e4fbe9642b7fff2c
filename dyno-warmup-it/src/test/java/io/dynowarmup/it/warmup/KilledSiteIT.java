// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.dynowarmup.it.redis.RedisBinary;
import java.util.List;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;

/**
 * Bootstraps a site from a data centre that is 100 ms and 50 Mbit/s away, under writes on both
 * sides. The first run is undisturbed; in the others, up to four processes are killed (kill -9) at
 * random. {@code -Dsite.kill.runs=30} sets the number of runs, {@code -Dkill.first=} the first one.
 */
public class KilledSiteIT extends Scenario {
  private static final int RUNS = Integer.getInteger("site.kill.runs", 0);
  private static final double MOST = 1.1;

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  @Test
  public void aSiteWhoseProcessesAreKilledEndsOpenWithAllData() throws Exception {
    assumeTrue("-Dsite.kill.runs=", RUNS > 0);
    AssertionError broken = new AssertionError("runs that did not end as they should");
    int first = Integer.getInteger("kill.first", 0);
    for (int number = first; number < first + RUNS; number++) {
      play(number, broken);
    }
    if (broken.getSuppressed().length > 0) {
      throw broken;
    }
  }

  private void play(int number, AssertionError broken) throws Exception {
    try (SiteUnderKills site = new SiteUnderKills(this, number)) {
      try {
        site.play(number < 2 ? 0 : 1 + number % 4);
        if (number < 2) {
          assertTrue("bytes over the long way: " + site, site.crossed() <= MOST);
        }
      } catch (AssertionError | RuntimeException e) {
        broken.addSuppressed(new AssertionError("run " + number + " " + site, e));
        site.logs();
      }
      System.out.println("site run " + number + ": " + site);
    }
  }
}
