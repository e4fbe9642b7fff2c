// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a controller leaves for the next one. */
public class WarmStateTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private ChunkStore store;

  @Before
  public void open() {
    store =
        new ChunkStores(Ticker.system(), Pause.system())
            .store("file://" + folder.getRoot() + "/store");
  }

  private WarmState state(String to, String id) {
    return WarmState.of(store, WarmRequest.of(to, "a", store.toString()), id);
  }

  @Test
  public void anotherQueueIsRefused() {
    WarmState state = state("a", "w1");
    state.requireQueue(Optional.of("file:///q"));
    state.queue("file:///q");

    state.requireQueue(Optional.of("file:///q"));
    state.requireQueue(Optional.empty());
    WarmupException e =
        assertThrows(WarmupException.class, () -> state.requireQueue(Optional.of("file:///other")));
    assertEquals(Reason.NOT_ALLOWED, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("w1 uses the queue file:///q, not file:"));
  }

  /** They would continue each other's warm-up. */
  @Test
  public void longNamesThatBeginAlikeAreTwoStates() {
    String many = String.join(",", Collections.nCopies(40, "10.0.0.1:8101"));
    state(many + ",a", "w1").dumping("a:1", "");
    assertFalse(state(many + ",b", "w2").isResumed());
    assertFalse("characters that a name may not have", state("a-b", "w3").isResumed());
    state("a,b", "w4").dumping("a:1", "");
    assertFalse(state("a-b", "w5").isResumed());
    assertTrue(state(many + ",a", "w6").isResumed());
  }

  @Test
  public void theNextOneContinues() {
    WarmState first = state("dc1,10.0.0.1:8101", "w1");
    assertFalse(first.isResumed());
    first.dumping("a:1", "old");
    first.dumping("b:1", "");
    first.dumped("a:1", "new");
    first.queue("file:///q");
    first.sent();
    assertFalse(first.isPopulated());
    first.populated();
    first.started("c:1", "7");

    WarmState next = state("dc1,10.0.0.1:8101", "w2");
    assertTrue(next.isResumed());
    assertEquals("w1", next.id());
    assertEquals(Optional.of("old"), next.before("a:1"));
    assertEquals(Optional.of(""), next.before("b:1"));
    assertEquals(Optional.empty(), next.before("c:1"));
    assertEquals(Optional.of("new"), next.dump("a:1"));
    assertEquals(Arrays.asList("new"), next.dumps());
    assertEquals(Optional.of("file:///q"), next.queue());
    assertTrue(next.isSent());
    assertTrue("the nodes hold keys, and admit no populators", next.isPopulated());
    assertEquals(Optional.of("7"), next.run("c:1"));
    assertFalse("of other nodes", state("dc2", "w3").isResumed());

    next.remove();
    assertFalse(state("dc1,10.0.0.1:8101", "w4").isResumed());
    assertEquals(0, store.list("").size());
  }
}
