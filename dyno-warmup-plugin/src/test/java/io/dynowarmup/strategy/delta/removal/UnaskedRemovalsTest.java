// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta.removal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Optional;
import org.junit.Test;

public class UnaskedRemovalsTest {
  private final UnaskedRemovals removals = new UnaskedRemovals(true);

  private boolean may() {
    return removals.may(0, "k".getBytes());
  }

  @Test
  public void aTenthOfTheKeysMayGo() {
    removals.begin(1_000, 950);
    for (int i = 0; i < 100; i++) {
      assertTrue(may());
    }
    assertEquals(Optional.empty(), removals.sentence("rack1"));
    assertFalse(may());
    String sentence = removals.sentence("rack1").get();
    assertTrue(sentence, sentence.startsWith("about 1 key that rack1 does not have, such as k,"));
  }

  @Test
  public void aSourceThatLacksMoreTakesNoneAway() {
    removals.begin(1_000, 899);
    assertFalse(may());
  }

  @Test
  public void aFewKeysAreTraffic() {
    removals.begin(20, 12);
    assertTrue(may());
  }

  @Test
  public void whatWasCountedFirstHolds() {
    removals.begin(1_000, 0);
    removals.begin(1_000, 1_000);
    assertFalse(may());
  }

  @Test
  public void theOnlyOtherCopyIsRight() {
    UnaskedRemovals only = new UnaskedRemovals(false);
    only.begin(1_000, 1);
    for (int i = 0; i < 999; i++) {
      assertTrue(only.may(0, new byte[1]));
    }
    String warning = only.warning("rack1").get();
    assertTrue(warning, warning.startsWith("999 keys were removed here, more than 10 % of"));
  }

  @Test
  public void theOnlyOtherCopyRemovesNothingIfItLacksMoreThanAQuarter() {
    UnaskedRemovals only = new UnaskedRemovals(false, true);
    only.begin(1_000, 749);
    assertFalse(only.may(0, new byte[1]));
    String sentence = only.sentence("rack1").get();
    assertTrue(sentence, sentence.contains("name the source with --source to remove them here"));
  }

  @Test
  public void theOnlyOtherCopyRemovesAnyNumberIfItHasEnoughKeys() {
    UnaskedRemovals only = new UnaskedRemovals(false, true);
    only.begin(1_000, 750);
    for (int i = 0; i < 1_000; i++) {
      assertTrue(only.may(0, new byte[1]));
    }
  }

  @Test
  public void aFewRemovalsAreNoWarning() {
    UnaskedRemovals only = new UnaskedRemovals(false);
    only.begin(1_000, 1_000);
    for (int i = 0; i < 100; i++) {
      only.may(0, new byte[1]);
    }
    assertEquals(Optional.empty(), only.warning("rack1"));
  }

  @Test
  public void theOnlyOtherCopyRemovesNothingMoreOnceItHasLostAQuarter() {
    UnaskedRemovals only = new UnaskedRemovals(false, true);
    only.begin(1_000, 1_000);
    assertTrue(only.may(0, new byte[1]));
    only.sourceLostKeys();
    assertFalse(only.may(0, new byte[1]));
    String sentence = only.sentence("rack1").get();
    assertTrue(
        sentence,
        sentence.contains("the source has lost more than 25 % of its keys during this run, and"));
  }
}
