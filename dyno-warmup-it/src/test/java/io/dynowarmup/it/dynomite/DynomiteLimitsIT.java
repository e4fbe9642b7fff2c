// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RespClient;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** How many writes of a queue can be flushed. */
public class DynomiteLimitsIT extends DynomiteContract {
  private static final int OF_EACH = 4_000;

  /** No write of a queue times out before the queue is complete. */
  private static final NodeSettings PATIENT = NodeSettings.defaults().withTimeoutMillis(60_000);

  public DynomiteLimitsIT(Kind kind) {
    super(kind);
  }

  @Test
  public void lessThanTwentyThousandAreFlushedCompletely() {
    RackNode node = single(PATIENT);
    List<RespClient> writers = queue(node, 19_000);
    state(node, "RESUMING");
    assertEquals(":0", client(node).call("DEL", "probe"));
    assertEquals(19_000, count(writers, 19_000, "+OK"));
    assertEquals(19_000, node.redis().keys());
  }

  @Test
  public void moreThanTwentyThousandAreAllRefusedAndThoseBeyondAreLost() {
    RackNode node = single(PATIENT);
    List<RespClient> writers = queue(node, 24_000);
    state(node, "RESUMING");
    RespClient probe = client(node);
    assertEquals(STORAGE_REFUSED, probe.call("DEL", "probe"));
    assertEquals(24_000, count(writers, 24_000, STORAGE_REFUSED));
    String dropped = "ropped 20096 outqueue & 3905 inqueue";
    assertTrue(node.dynomite().log(), node.dynomite().log().contains(dropped));
    Await.until("it serves again", LIMIT, () -> ":0".equals(probe.call("DEL", "probe")));
    assertTrue(node.redis().keys() <= 20_096);
  }

  /** Sends the writes. Returns when all of them are in Dynomite's queue. */
  private List<RespClient> queue(RackNode node, int writes) {
    state(node, "WRITES_ONLY");
    List<RespClient> writers = new ArrayList<>();
    for (int first = 0; first < writes; first += OF_EACH) {
      ByteArrayOutputStream batch = new ByteArrayOutputStream();
      for (int i = first; i < Math.min(first + OF_EACH, writes); i++) {
        batch.writeBytes(RespClient.command("SET", "key:" + i, "1"));
      }
      // PING is refused at once, so its answer shows that everything before it has been read.
      batch.writeBytes(RespClient.command("PING"));
      writers.add(client(node).sendRaw(batch.toByteArray()));
    }
    Await.until("everything is queued", LIMIT, () -> queuedAll(node, writes));
    return writers;
  }

  private static boolean queuedAll(RackNode node, int writes) {
    node.dynomite().adminClient().get("/info");
    try (RespClient happens = RespClient.connect(node.dynomite().client())) {
      assertEquals(WRONG_STATE, happens.call("PING"));
    }
    return node.dynomite().adminClient().info("client_write_requests") >= writes;
  }

  private static long count(List<RespClient> writers, int writes, String answer) {
    long count = 0;
    for (int i = 0; i < writes; i++) {
      count += writers.get(i / OF_EACH).receive().equals(answer) ? 1 : 0;
    }
    return count;
  }
}
