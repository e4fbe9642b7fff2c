// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Plays the kills of a class and counts those that end well. */
final class KillCount {
  private final AtomicInteger all = new AtomicInteger();
  private final AtomicInteger equal = new AtomicInteger();

  /**
   * Returns the numbers of the runs, from {@code -Dkill.first=} on.
   *
   * @param property the system property with the number of runs
   */
  static List<Integer> numbers(String property, int otherwise) {
    int first = Integer.getInteger("kill.first", 1);
    return IntStream.range(first, first + Integer.getInteger(property, otherwise)).boxed().toList();
  }

  void play(int number, KillScenario scenario) throws Exception {
    all.incrementAndGet();
    try (KillScenario run = scenario) {
      run.play();
      equal.incrementAndGet();
    } finally {
      System.out.println("run " + number + " " + scenario);
    }
  }

  /** Returns a text such as "3 of 3 copies". */
  String of(String what) {
    return equal + " of " + all + " " + what;
  }
}
