// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.load;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.chunk.format.DumpIdentity;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.KeyHash;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.format.Slices;
import io.dynowarmup.topology.hash.HashTag;
import io.dynowarmup.topology.hash.TokenHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.Test;

/** Which dumps contribute what. */
public class LoadPlanTest {
  private static final long QUARTER = 1L << 30;
  private final List<String> refused = new ArrayList<>();

  private static Manifest dump(String id, String cluster, long started, HashRanges ranges) {
    DumpIdentity dump =
        new DumpIdentity.Builder()
            .id(id)
            .cluster(cluster)
            .node(id)
            .hash("murmur")
            .hashTag("")
            .slices(4)
            .redisVersion("7.0.15")
            .runId("run")
            .startedMillis(started)
            .build();
    Slices slices = new Slices(4);
    Manifest.Builder manifest =
        new Manifest.Builder()
            .dump(dump)
            .ranges(ranges)
            .endedMillis(started)
            .replid("")
            .offsetBefore(0)
            .offsetAfter(0)
            .keys(1)
            .leftOut(0)
            .trial("");
    for (int slice = 0; slice < 4; slice++) {
      if (!slices.hashes(slice).and(ranges).isEmpty()) {
        String name = Layout.chunks(id) + slice;
        manifest.addChunks(ManifestChunk.of(slice, 0, 10, 100, name));
      }
    }
    return manifest.build();
  }

  private LoadPlan plan(HashRanges wanted, Manifest... newestFirst) {
    KeyHash hash = new KeyHash(TokenHash.MURMUR, HashTag.NONE);
    return LoadPlan.of(Arrays.asList(newestFirst), ChunkScope.of("c", hash, wanted), refused::add);
  }

  /** Returns the quarters of the ring from the first to the last. */
  private static HashRanges quarters(int first, int last) {
    long after = first == 0 ? 4 * QUARTER - 1 : first * QUARTER - 1;
    return HashRanges.NONE.plus(after, (last + 1) * QUARTER - 1);
  }

  @Test
  public void theNewestDumpOfEachHashIsTaken() {
    LoadPlan plan =
        plan(
            quarters(0, 2),
            dump("new", "c", 300, quarters(1, 1)),
            dump("older", "c", 200, quarters(0, 1)),
            dump("oldest", "c", 100, quarters(0, 3)));

    assertEquals(3, plan.parts().size());
    assertEquals(quarters(1, 1), plan.parts().get(0).hashes());
    assertEquals(quarters(0, 0), plan.parts().get(1).hashes());
    assertEquals(quarters(2, 2), plan.parts().get(2).hashes());
    assertEquals(1, plan.parts().get(2).chunks().size());
    assertEquals(2, plan.parts().get(2).chunks().get(0).slice());
    assertEquals(HashRanges.NONE, plan.missing());
    assertEquals(OptionalLong.of(100), plan.oldestMillis());
    assertEquals(3, plan.chunks());
    assertEquals(300, plan.bytes());
  }

  @Test
  public void whatNoDumpContainsIsMissing() {
    LoadPlan plan = plan(quarters(0, 3), dump("a", "c", 1, quarters(1, 2)));

    assertEquals("0-1073741823,3221225472-4294967295", plan.missing().toString());
  }

  @Test
  public void aRangeThatEndsWithinASliceReadsTheSlice() {
    HashRanges some = HashRanges.NONE.plus(QUARTER / 2, QUARTER + 5);

    LoadPlan plan = plan(some, dump("a", "c", 1, HashRanges.ALL));

    assertEquals(2, plan.chunks());
    assertEquals(some, plan.parts().get(0).hashes());
  }

  @Test
  public void theDumpOfAnotherClusterIsNamedAndNotUsed() {
    LoadPlan plan =
        plan(
            quarters(0, 3),
            dump("foreign", "other", 2, HashRanges.ALL),
            dump("ours", "c", 1, HashRanges.ALL));

    assertEquals(1, plan.parts().size());
    assertEquals("ours", plan.parts().get(0).manifest().dump().id());
    assertEquals(
        Collections.singletonList("dump foreign is not used: it is of cluster 'other', not 'c'"),
        refused);
  }

  @Test
  public void aStoreWithoutDumpsHasNothing() {
    LoadPlan plan = plan(quarters(0, 3));

    assertTrue(plan.parts().isEmpty());
    assertEquals(OptionalLong.empty(), plan.oldestMillis());
    assertEquals(HashRanges.ALL, plan.missing());
  }

  @Test
  public void functionLibrariesAreThoseOfTheNewestDump() {
    HashRanges half = HashRanges.NONE.plus(0, 2 * QUARTER - 1);
    LoadPlan plan =
        LoadPlan.of(
            Arrays.asList(
                withLibraries(dump("new", "c", 2, half)),
                withLibraries(dump("old", "c", 1, HashRanges.ALL))),
            ChunkScope.of("c", new KeyHash(TokenHash.MURMUR, HashTag.NONE), HashRanges.ALL),
            refused::add);

    assertEquals(2, plan.parts().size());
    assertTrue(hasLibraries(plan.parts().get(0)));
    assertFalse("the code of yesterday", hasLibraries(plan.parts().get(1)));
  }

  private static Manifest withLibraries(Manifest dump) {
    String name = Layout.chunks(dump.dump().id()) + "libraries";
    return new Manifest.Builder()
        .from(dump)
        .addChunks(ManifestChunk.of(new Slices(4).libraries(), 0, 1, 10, name))
        .build();
  }

  private static boolean hasLibraries(LoadPlan.Part part) {
    return part.chunks().stream().anyMatch(c -> c.name().endsWith("libraries"));
  }
}
