// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.keep;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.chunk.format.DumpIdentity;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.Manifest;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

public class KeyCountsTest {
  private static final HashRanges LOW = HashRanges.NONE.plus(0, 1L << 31);
  private static final HashRanges HIGH = HashRanges.ALL.minus(LOW);

  private static Manifest dump(String id, long started, HashRanges ranges, long keys) {
    DumpIdentity dump =
        new DumpIdentity.Builder()
            .id(id)
            .cluster("c")
            .node(id)
            .hash("murmur")
            .hashTag("")
            .slices(4)
            .redisVersion("7.0.15")
            .runId("run")
            .startedMillis(started)
            .build();
    return new Manifest.Builder()
        .dump(dump)
        .ranges(ranges)
        .endedMillis(started)
        .replid("")
        .offsetBefore(0)
        .offsetAfter(0)
        .keys(keys)
        .leftOut(0)
        .trial("")
        .build();
  }

  private static void assertText(String text, HashRanges hashes, long held, Manifest... dumps) {
    List<Manifest> newestFirst = Arrays.asList(dumps);
    assertEquals("holds " + held + " keys, " + text, KeyCounts.text(newestFirst, hashes, held));
  }

  @Test
  public void theNewestDumpOfEachRangeCounts() {
    Manifest low = dump("low", 3, LOW, 40);
    Manifest high = dump("high", 2, HIGH, 60);
    Manifest old = dump("old", 1, LOW, 1_000);
    assertText("as many as the dumps", HashRanges.ALL, 100, low, high, old);
    assertText("1 fewer than the dumps", HashRanges.ALL, 99, low, high, old);
    assertText("3 more than the dumps", LOW, 43, low, high, old);
  }

  @Test
  public void aLargeDifferenceIsPointedOut() {
    Manifest all = dump("all", 3, HashRanges.ALL, 100);
    String many =
        " than the dumps: that is many, if clients have not written or keys have not expired since";
    assertText("11 fewer" + many, HashRanges.ALL, 89, all);
    assertText("11 more" + many, HashRanges.ALL, 111, all);
  }

  @Test
  public void dumpsOfAnotherRingCannotBeCompared() {
    String not = "and cannot be compared: the dumps are of other ranges";
    assertText(not, LOW, 50, dump("all", 3, HashRanges.ALL, 100));
    assertText(not, HashRanges.ALL, 50, dump("low", 3, LOW, 50));
  }
}
