// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;
import org.junit.Test;

public class LocalFlushesTest {
  private long infos;
  private long flushes;
  private boolean silent;
  private final LocalFlushes watch = new LocalFlushes(this::stats);

  private RedisInfo stats() {
    if (silent) {
      throw new WarmupException(Reason.TIME_OUT, "does not answer");
    }
    infos++;
    return RedisInfo.parse(
        "cmdstat_info:calls=" + infos + "\ncmdstat_flushall:calls=" + flushes + "\n");
  }

  @Test
  public void aFlushSinceTheBeginningIsFound() {
    flushes = 5;
    watch.check();
    watch.check();
    assertEquals("before the run", Optional.empty(), watch.found());

    flushes = 6;
    watch.check();
    watch.check();
    assertTrue(watch.found().get(), watch.found().get().contains("FLUSHALL"));
  }

  @Test
  public void whatTheRunSentItselfIsNone() {
    watch.check();
    flushes++;
    watch.begin();
    watch.check();

    assertEquals(Optional.empty(), watch.found());
  }

  @Test
  public void aRedisThatDoesNotAnswerIsAskedAgain() {
    watch.check();
    silent = true;
    watch.check();
    silent = false;
    flushes++;
    watch.check();

    assertTrue(watch.found().isPresent());
  }

  @Test
  public void aResetOfTheCountsHidesNothing() {
    flushes = 7;
    for (int i = 0; i < 5; i++) {
      watch.check();
    }
    infos = 0;
    flushes = 1;
    watch.check();

    assertTrue(watch.found().isPresent());
  }
}
