// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.populate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.info.OwnKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.Test;

/** The scripts that assemble a large key in a node which may be opened meanwhile. */
public class FencedDataTest {
  private static final String FENCE = "w1\nrun\n";
  private static final List<byte[]> COPY = Collections.singletonList(bytes("copy"));
  private static final List<byte[]> PIECE = Arrays.asList(bytes("string"), bytes("x"));

  private final FakeData redis = new FakeData("a").set(OwnKeys.POPULATE, FENCE);
  private final RedisData fenced = new FencedData(redis, this::requireClosed, FENCE);
  private boolean open;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void requireClosed() {
    if (open) {
      throw TargetFence.refused("a", "its Dynomite is NORMAL, not STANDBY");
    }
  }

  private void assertRefused(String why) {
    for (boolean once : new boolean[] {true, false}) {
      WarmupException e =
          assertThrows(
              WarmupException.class,
              () -> {
                if (once) {
                  fenced.evalOnce("write", COPY, PIECE);
                } else {
                  fenced.eval("write", COPY, PIECE);
                }
              });
      assertTrue(e.getMessage(), e.getMessage().contains(why));
      assertNull(redis.get("copy"));
    }
  }

  @Test
  public void aPieceIsWrittenWhileTheNodeIsClosedAndAdmitsTheWarmUp() {
    fenced.evalOnce("write", COPY, PIECE);
    assertEquals("x", redis.get("copy"));
  }

  @Test
  public void noPieceIsWrittenToANodeThatWasOpened() {
    open = true;
    assertRefused("its Dynomite is NORMAL, not STANDBY");
  }

  @Test
  public void noPieceIsWrittenAfterTheFenceWasRemoved() {
    redis.del(OwnKeys.POPULATE);
    assertRefused("it does not admit");
  }
}
