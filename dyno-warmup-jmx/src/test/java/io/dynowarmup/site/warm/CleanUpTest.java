// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.cluster.ClusterMember;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.cluster.NodeReading.Origin;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.site.warm.ChunkWarmup.Outcome;
import io.dynowarmup.time.CancelSignal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is removed, also by the controller that follows one that was killed. */
public class CleanUpTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final List<String> lines = new ArrayList<>();
  private WarmRequest request;
  private WarmTools tools;
  private ChunkStore store;

  @Before
  public void open() {
    String uri = "file://" + folder.getRoot() + "/store";
    request = WarmRequest.of("a", "b", uri);
    tools = new WarmTools(uri, null, null, 0, 0);
    store = tools.store();
  }

  @After
  public void close() {
    tools.close();
  }

  private WarmState state(String id) {
    return WarmState.of(store, request, id);
  }

  private CleanUp cleanUp(WarmState state) {
    return new CleanUp(tools, state, lines::add);
  }

  /** A warm-up that has dumped b, and begins to remove what it has made. */
  private void removing(String outcome, boolean keep) {
    WarmState state = state("w1");
    state.dumping("b:8101", "");
    state.own("b:8101", true);
    state.dumped("b:8101", "d1");
    Dumps.store(store, "d1");
    state.removing(outcome, keep);
  }

  private ChunkWarmup next() throws InterruptedException {
    WarmView view =
        new WarmView() {
          @Override
          public void line(String text) {
            lines.add(text);
          }

          @Override
          public void live(String text) {
            // not shown
          }
        };
    return ChunkWarmup.begin(request, tools, view, new CancelSignal());
  }

  private static List<NodeReading> nodes() {
    Peer peer =
        Peer.of(
            new Endpoint("a", 22122),
            new Endpoint("a", 8101),
            "r",
            "dc",
            Collections.singletonList(1L));
    return Collections.singletonList(
        new NodeReading(
            new ClusterMember(peer, false, Optional.empty(), Optional.empty()),
            Origin.DAEMON,
            BeanSnapshot.of(Collections.singletonMap("NodeTokens", "1")),
            Optional.empty(),
            0));
  }

  @Test
  public void aControllerThatWasKilledWhileItRemovesItsDumpsIsContinued() throws Exception {
    removing("PARTIAL", false);
    store.delete(Layout.manifest("d1")); // the first that is removed

    try (ChunkWarmup next = next()) {
      assertEquals("nothing is dumped again", Outcome.PARTIAL, next.run(nodes()));
    }

    assertEquals(Collections.emptyList(), store.list(""));
    assertTrue(lines.toString(), lines.contains("removed dump d1"));
  }

  @Test
  public void dumpsThatAreToStayAreNotRemovedByTheNextController() throws Exception {
    removing("WARMED", true);

    try (ChunkWarmup next = next()) {
      assertEquals(Outcome.WARMED, next.run(nodes()));
    }

    assertEquals(2, store.list("").size());
  }

  @Test
  public void dumpsThatOthersHaveRemovedAreMadeAgain() {
    WarmState state = state("w1");
    for (String node : Arrays.asList("b:1", "c:1")) {
      state.dumping(node, "old");
      state.own(node, true);
      state.dumped(node, "of-" + node.charAt(0));
    }
    Dumps.store(store, "of-c");

    cleanUp(state).forgetRemovedDumps();

    WarmState next = state("w2");
    assertEquals(Optional.empty(), next.dump("b:1"));
    assertEquals("it is dumped again", Optional.empty(), next.before("b:1"));
    assertFalse(next.isOwn("b:1"));
    assertEquals(Optional.of("of-c"), next.dump("c:1"));
    assertEquals(Arrays.asList("dump of-b was removed meanwhile; its node is dumped again"), lines);
  }

  /** What a killed removal has left of an own dump would be named by nothing. */
  @Test
  public void whatIsLeftOfADumpThatOthersHaveRemovedIsRemoved() {
    WarmState state = state("w1");
    state.dumping("b:1", "");
    state.own("b:1", true);
    state.dumped("b:1", "d1");
    Dumps.chunk(store, "d1");

    cleanUp(state).forgetRemovedDumps();
    cleanUp(state).remove(Collections.emptyList(), "", false);

    assertEquals(Collections.emptyList(), store.list(""));
  }
}
