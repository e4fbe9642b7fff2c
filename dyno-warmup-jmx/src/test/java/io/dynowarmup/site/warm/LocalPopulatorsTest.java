// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.QueueLimits;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LocalPopulatorsTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** The queue is removed next, and nothing may use it any more. */
  @Test
  public void theirThreadsHaveEndedAfterwards() throws InterruptedException {
    String uri = "file://" + folder.getRoot();
    try (WarmTools tools = new WarmTools(uri + "/store", null, null, 1, 2);
        ChunkQueue queue = tools.queue(uri + "/queue")) {
      queue.create(QueueLimits.of(600_000, 5), "w1");
      queue.send("a message");
      assertTrue("another one works on it", queue.receive(0).isPresent());

      LocalPopulators populators = LocalPopulators.start(tools, queue);
      assertFalse(populators.isIdle());
      populators.close();

      assertTrue(populators.isIdle());
    }
  }
}
