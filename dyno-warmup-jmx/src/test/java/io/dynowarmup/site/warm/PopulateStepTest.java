// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.Collections;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PopulateStepTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** A queue shows itself without the options, which the next controller needs to open it. */
  @Test
  public void theWholeUriOfTheQueueIsRecorded() throws InterruptedException {
    String uri = "sqs://warm?region=eu-central-1&endpoint=http://10.0.0.1:9324";
    ChunkStores stores = new ChunkStores(Ticker.system(), Pause.system());
    WarmRequest request = WarmRequest.of("a", "b", "").populatedBy(uri, 22222);
    WarmState state =
        WarmState.of(stores.store("file://" + folder.getRoot() + "/store"), request, "w1");
    try (ChunkQueue queue = stores.queue("file://" + folder.getRoot() + "/queue")) {
      new PopulateStep(request, Collections.emptyMap(), state, queue, null)
          .send(Collections.emptyList(), note -> {});
    }

    assertEquals(Optional.of(uri), state.queue());
  }
}
