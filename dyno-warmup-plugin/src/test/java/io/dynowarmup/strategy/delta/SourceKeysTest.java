package io.dynowarmup.strategy.delta;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.Endpoint;
import io.dynowarmup.Peer;
import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import java.util.Collections;
import org.junit.Test;

public class SourceKeysTest {
  private final SourceKeys keys =
      new SourceKeys(
          new Peer(
              new Endpoint("127.0.0.2", 22122),
              new Endpoint("127.0.0.2", 8101),
              "b",
              "dc",
              Collections.singletonList(1L)));

  @Test
  public void oneThatLosesHalfOfItsKeysIsTheSameStill() {
    keys.look(100);
    keys.look(120);
    keys.look(60);
  }

  @Test
  public void oneThatLosesMoreWasEmptied() {
    keys.look(100);
    keys.look(120);
    WarmupException e = assertThrows(WarmupException.class, () -> keys.look(59));
    assertEquals(Reason.SOURCE_EMPTIED, e.reason());
    assertTrue(
        e.getMessage(), e.getMessage().contains("holds 59 keys, fewer than half of the 120"));
  }

  /** Whether that may be the source was decided before. */
  @Test
  public void oneThatWasEmptyAllTheTimeWasNotEmptied() {
    keys.look(0);
    keys.look(0);
  }
}
