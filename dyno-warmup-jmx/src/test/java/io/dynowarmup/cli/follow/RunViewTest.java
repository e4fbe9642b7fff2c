// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.follow;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.cli.live.Screen;
import io.dynowarmup.jmx.RunReading;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class RunViewTest {
  private final List<String> shown = new ArrayList<>();
  private final Map<WarmupPhase, Long> millis = new EnumMap<>(WarmupPhase.class);

  private final RunView view =
      new RunView(
          new Screen() {
            @Override
            public void line(String text) {
              shown.add("line " + head(text));
            }

            @Override
            public void live(String text) {
              shown.add("live " + head(text));
            }
          });

  /** Returns phase and time. */
  private static String head(String text) {
    String[] words = text.split(" +");
    return words.length < 3 ? text : words[0] + " " + words[1] + " " + words[2];
  }

  private void show(WarmupPhase phase, long millisOfAllVisits) {
    millis.put(phase, millisOfAllVisits);
    show(WarmupStatus.initial().toBuilder().phase(phase).phaseMillis(millis).build());
  }

  private void over(WarmupPhase last, long millisOfAllVisits) {
    millis.put(last, millisOfAllVisits);
    show(WarmupStatus.initial().toBuilder().phaseMillis(millis).build());
  }

  private void show(WarmupStatus status) {
    view.show(BeanSnapshot.of(RunReading.of(status)));
  }

  @Test
  public void eachPhaseThatIsOverStaysAndTheCurrentOneIsLive() {
    show(WarmupPhase.PREFLIGHT, 0);
    show(WarmupPhase.PREFLIGHT, 2);
    show(WarmupPhase.SELECT_SOURCE, 0);
    over(WarmupPhase.SELECT_SOURCE, 7);
    assertEquals(
        Arrays.asList(
            "live PREFLIGHT 0 ms",
            "live PREFLIGHT 2 ms",
            "line PREFLIGHT 2 ms",
            "live SELECT_SOURCE 0 ms",
            "line SELECT_SOURCE 7 ms",
            "live "),
        shown);
  }

  @Test
  public void aPhaseThatIsEnteredAgainCountsFromZero() {
    show(WarmupPhase.CATCH_UP, 100);
    millis.put(WarmupPhase.CATCH_UP, 110L);
    show(WarmupPhase.HAND_OVER, 0);
    millis.put(WarmupPhase.HAND_OVER, 500L);
    shown.clear();
    show(WarmupPhase.CATCH_UP, 115);
    millis.put(WarmupPhase.CATCH_UP, 130L);
    show(WarmupPhase.HAND_OVER, 500);
    assertEquals(
        Arrays.asList(
            "line HAND_OVER 500 ms",
            "live CATCH_UP 5 ms",
            "line CATCH_UP 20 ms",
            "live HAND_OVER 0 ms"),
        shown);
  }

  @Test
  public void phasesThatWereOverBeforeTheFirstReadingAreShownInTheirOrder() {
    millis.put(WarmupPhase.PREFLIGHT, 3L);
    millis.put(WarmupPhase.SELECT_SOURCE, 0L);
    show(WarmupPhase.TRANSFER, 9);
    over(WarmupPhase.TRANSFER, 10);
    assertEquals(
        Arrays.asList(
            "line PREFLIGHT 3 ms",
            "line SELECT_SOURCE 0 ms",
            "live TRANSFER 9 ms",
            "line TRANSFER 10 ms",
            "live "),
        shown);
  }
}
