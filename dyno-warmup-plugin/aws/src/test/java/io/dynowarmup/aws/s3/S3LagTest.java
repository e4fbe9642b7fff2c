// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.s3;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.chunk.format.DumpIdentity;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestText;
import io.dynowarmup.chunk.load.StoredManifests;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.Collections;
import java.util.List;
import org.junit.ClassRule;
import org.junit.Test;

/** A server whose lists lag behind. */
public class S3LagTest {
  @ClassRule public static final S3Server SERVER = new S3Server();

  private static Manifest dump() {
    DumpIdentity dump =
        new DumpIdentity.Builder()
            .id("d1")
            .cluster("c")
            .node("n")
            .hash("murmur")
            .hashTag("")
            .slices(1)
            .redisVersion("7.0.15")
            .runId("run")
            .startedMillis(1)
            .build();
    return new Manifest.Builder()
        .dump(dump)
        .ranges(HashRanges.ALL)
        .endedMillis(2)
        .replid("")
        .offsetBefore(0)
        .offsetAfter(0)
        .keys(0)
        .leftOut(0)
        .trial("")
        .build();
  }

  @Test
  public void aDumpThatIsNotListedYetIsFoundByItsName() throws Exception {
    try (ChunkStore store =
        new ChunkStores(Ticker.system(), Pause.system()).store(SERVER.newStore())) {
      try (Draft draft = store.draft()) {
        draft.write(ManifestText.write(dump()));
        draft.commit(Layout.manifest("d1"));
      }
      StoredManifests stored = new StoredManifests(store);
      SERVER.front().next(Front.emptyList());
      assertEquals("lags", Collections.emptyList(), stored.newestFirst(damage -> {}));

      SERVER.front().next(Front.emptyList());
      List<Manifest> found = stored.ofDumps(Collections.singletonList("d1"), damage -> {});

      assertEquals(Collections.singletonList(dump()), found);
      assertTrue("not removed by a reader", store.open(Layout.manifest("d1")).isPresent());
    }
  }
}
