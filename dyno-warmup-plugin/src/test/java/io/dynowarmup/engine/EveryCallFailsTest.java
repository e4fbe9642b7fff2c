// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.fakes.Faults;
import io.dynowarmup.fakes.MemoryFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/**
 * Repeats the whole run once for each of its calls to Redis and to Dynomite. Each time another call
 * fails. Whatever fails, the node comes up, and a run ends as WARMED only if the node is warm.
 */
public class EveryCallFailsTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private Scenario scenario(int n) {
    Path directory = folder.getRoot().toPath().resolve("run" + n);
    return new Scenario(directory).written(200, 6, 1).with("restore.msec", 20_000);
  }

  private void sweep(BiConsumer<Scenario, Integer> plan, Consumer<Scenario> check) {
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
    return worth;
  }

  private static String called(Scenario s, int n) {
    List<String> calls = s.world.faults().calls();
    return n <= calls.size() ? calls.get(n - 1) : "(not made)";
  }

  private void sweep(Faults.Kind kind, int times) {
    sweep(
        (s, n) -> {
          for (int i = 0; i < times; i++) {
            s.world.faults().failAt(n + i, kind);
          }
        },
        s -> {});
  }

  private void sweep(Consumer<Scenario> event) {
    sweep((s, n) -> s.world.faults().beforeCall(n, () -> event.accept(s)), s -> {});
  }

  @Test
  public void aCallIsRefused() {
    sweep(Faults.Kind.REFUSED, 1);
  }

  @Test
  public void threeCallsInARowAreRefused() {
    sweep(Faults.Kind.REFUSED, 3);
  }

  @Test
  public void aConnectionBreaks() {
    sweep(Faults.Kind.BROKEN, 1);
  }

  @Test
  public void aCommandIsLost() {
    sweep(Faults.Kind.LOST_COMMAND, 1);
  }

  @Test
  public void anAnswerIsLost() {
    sweep(Faults.Kind.LOST_ANSWER, 1);
  }

  @Test
  public void threeAnswersInARowAreLost() {
    sweep(Faults.Kind.LOST_ANSWER, 3);
  }

  @Test
  public void aCallThrowsWhatItShouldNot() {
    sweep(Faults.Kind.RUNTIME, 1);
  }

  @Test
  public void aborted() {
    sweep(s -> s.cancel.cancel("enough"));
  }

  @Test
  public void interrupted() {
    boolean[] mine = new boolean[1];
    sweep(
        (s, n) -> {
          Thread run = Thread.currentThread();
          mine[0] = false;
          s.world
              .faults()
              .beforeCall(
                  n,
                  () -> {
                    mine[0] = true;
                    run.interrupt();
                  });
        },
        s -> assertEquals("the flag is set again", mine[0], Thread.interrupted()));
  }

  @Test
  public void theSourceDies() {
    sweep(s -> s.source.down = true);
  }

  @Test
  public void theSourceIsAwayForAWhile() {
    sweep(
        s -> {
          s.source.down = true;
          s.world.time().after(5_000, () -> s.source.down = false);
        });
  }

  @Test
  public void theSourceIsRestarted() {
    sweep(s -> s.source.restart());
  }

  @Test
  public void theLocalRedisDies() {
    sweep(s -> s.local.down = true);
  }

  @Test
  public void theLocalRedisIsRestarted() {
    sweep(s -> s.local.restart());
  }

  @Test
  public void dynomiteDies() {
    sweep(s -> s.dynomite.die());
  }

  @Test
  public void dynomiteIsAwayForAWhile() {
    sweep(
        s -> {
          s.dynomite.die();
          s.world.time().after(3_000, () -> s.dynomite.comeBack());
        });
  }

  @Test
  public void dynomiteDiesAndCanBeStarted() {
    sweep(
        s -> {
          s.dynomite.startable = true;
          s.dynomite.die();
        });
  }

  @Test
  public void gossipSaysNormal() {
    sweep(s -> s.dynomite.become(DynomiteState.NORMAL));
  }

  @Test
  public void timeIsUp() {
    sweep(
        (s, n) ->
            s.with("msec.bootstraptime", 20_000)
                .world
                .faults()
                .beforeCall(n, () -> s.world.advance(20_000)),
        s -> {});
  }

  @Test
  public void bootstrapIsSwitchedOff() {
    sweep(s -> s.with("bootstrap", false));
  }
}
