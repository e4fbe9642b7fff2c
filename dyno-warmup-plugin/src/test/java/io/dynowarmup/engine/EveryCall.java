// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.fakes.MemoryFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.TestName;
import org.junit.rules.Timeout;

/**
 * Repeats the whole run once for each of its calls to Redis and to Dynomite. Each time something
 * happens at another call. Whatever happens, the node comes up, and a run ends as WARMED only if
 * the node is warm. With {@code -Devent.step=3} each event happens at a third of the calls, and the
 * events of a class do not begin at the same call.
 */
public abstract class EveryCall {
  static final int STEP = Integer.getInteger("event.step", 1);

  @Rule public final TestName name = new TestName();
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(180);

  private Scenario scenario(int n) {
    Path directory = folder.getRoot().toPath().resolve("run" + n);
    return new Scenario(directory).written(200, 6, 1).with("restore.msec", 20_000);
  }

  final void sweep(BiConsumer<Scenario, Integer> plan, Consumer<Scenario> check) {
    List<String> failures = new ArrayList<>();
    for (int n : worthTrying()) {
      Scenario s = scenario(n);
      plan.accept(s, n);
      String what = "";
      try {
        WarmupStatus end = s.run();
        what = end.outcome().get() + " " + end.reason();
        check.accept(s);
        s.assertRestored();
      } catch (AssertionError | RuntimeException e) {
        failures.add("call " + n + " " + called(s, n) + " " + what + ": " + e);
      }
    }
    assertEquals(String.join("\n", failures), 0, failures.size());
  }

  /**
   * Returns the calls to fail. Of a series of equal calls, only the first and the last are
   * included.
   */
  private List<Integer> worthTrying() {
    Scenario s = scenario(0);
    s.run();
    s.assertRestored();
    List<String> calls = s.world.faults().calls();
    List<Integer> worth = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      boolean inside =
          i > 0
              && i < calls.size() - 1
              && calls.get(i - 1).equals(calls.get(i))
              && calls.get(i + 1).equals(calls.get(i));
      if (!inside) {
        worth.add(i + 1);
      }
    }
    int first = Math.floorMod(name.getMethodName().hashCode(), STEP);
    return IntStream.range(0, worth.size())
        .filter(i -> i % STEP == first)
        .mapToObj(worth::get)
        .collect(Collectors.toList());
  }

  private static String called(Scenario s, int n) {
    List<String> calls = s.world.faults().calls();
    return n <= calls.size() ? calls.get(n - 1) : "(not made)";
  }
}
