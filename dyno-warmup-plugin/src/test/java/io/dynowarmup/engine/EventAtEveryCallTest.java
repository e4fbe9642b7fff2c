// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.dynomite.DynomiteState;
import java.util.function.Consumer;
import org.junit.Test;

/** At each call of a run, a server dies or comes back, an operator acts, or the time is up. */
public class EventAtEveryCallTest extends EveryCall {
  private void sweep(Consumer<Scenario> event) {
    sweep((s, n) -> s.world.faults().beforeCall(n, () -> event.accept(s)), s -> {});
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
