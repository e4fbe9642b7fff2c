// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.time.Pause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

public class SiteVerificationTest {
  private final FakeNode first = new FakeNode("dc2", "a", 1);
  private final FakeNode second = new FakeNode("dc2", "a", 2);
  private final List<String> shown = new ArrayList<>();
  private final Pause pause = (millis, signal) -> {};

  private List<VerifyResult> run() throws InterruptedException {
    return new SiteVerification(
            Arrays.asList(first, second),
            pause,
            nodes -> shown.add(nodes.stream().filter(VerifyResult::isRunning).count() + " run"))
        .run();
  }

  @Test
  public void allAreVerifiedAtTheSameTimeAndWaitedFor() throws Exception {
    second.readings = 3;
    second.differences = 5;

    List<VerifyResult> nodes = run();

    assertEquals("[2 run, 1 run, 0 run]", shown.toString());
    assertTrue(nodes.get(0).isDone() && nodes.get(1).isDone());
    assertEquals(140, nodes.get(0).keys());
    assertEquals(0, nodes.get(0).differences());
    assertEquals(5, nodes.get(1).differences());
  }

  @Test
  public void aNodeThatCannotBeReachedStopsNoOther() throws Exception {
    first.down = true;

    List<VerifyResult> nodes = run();

    assertEquals("FAILED", nodes.get(0).state());
    assertEquals("nothing listens there", nodes.get(0).reason());
    assertFalse(nodes.get(0).isDone());
    assertTrue(nodes.get(1).isDone());
  }
}
