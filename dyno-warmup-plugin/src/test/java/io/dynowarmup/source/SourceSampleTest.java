// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.source.probe.Share;
import org.junit.Test;

public class SourceSampleTest {
  private static boolean refused(int hits, int of) {
    return SourceSample.objection(new Share(hits, of)).isPresent();
  }

  @Test
  public void noneOfItsKeysIsAnotherRedis() {
    assertTrue(refused(0, 100));
    assertTrue(refused(2, 100));
    assertTrue(refused(0, 20));
    assertTrue(SourceSample.objection(new Share(0, 100)).get().contains("0 of 100 keys"));
  }

  @Test
  public void anOldDumpHoldsSome() {
    assertEquals(false, refused(3, 100));
    assertEquals(false, refused(100, 100));
  }

  @Test
  public void fewKeysSayNothing() {
    assertEquals(false, refused(0, 19));
    assertEquals(false, refused(0, 0));
  }
}
