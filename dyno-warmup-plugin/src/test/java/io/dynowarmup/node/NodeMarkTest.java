// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.fakes.FakeRedis;
import io.dynowarmup.fakes.World;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.NodeClaim;
import io.dynowarmup.redis.info.OwnKeys;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Another run claims the node between two renewals of this run's claim. */
public class NodeMarkTest {
  private final World world = new World();
  private final FakeRedis redis = world.redis("local", 22122);
  private final NodeMark mark =
      new NodeMark(this::connect, "dc/r1", "100", () -> "mine", world.time());

  private RedisNode connect() {
    return world.connect(redis.endpoint(), RedisAccess.plain(1_000));
  }

  @Before
  public void claimed() {
    try (RedisNode node = connect()) {
      mark.claim(node.info());
    }
    world.advance(20_000);
    claimBecomes(NodeClaim.of("another-file", redis.runId(), 1, "4711@host").text());
    mark.renew();
  }

  @After
  public void close() {
    mark.close();
  }

  private void claimBecomes(String text) {
    try (RedisNode node = connect()) {
      node.exchange(OwnKeys.CLAIM, node.info().nodeClaimText(), text, 10_000);
    }
  }

  private String owner() {
    return NodeClaim.parse(redis.held(OwnKeys.CLAIM)).get().owner();
  }

  /** It sees the connection of this run, and ends. */
  @Test
  public void aClaimThatIsGivenBackAtOnceTakesNothingOver() throws Exception {
    Optional<String> other =
        mark.takenOver(
            (millis, cancel) -> {
              claimBecomes("");
              world.advance(millis);
            });
    assertEquals(Optional.empty(), other);
    assertEquals("mine", owner());
  }

  @Test
  public void aClaimThatStaysTakesTheNodeOver() throws Exception {
    Optional<String> other = mark.takenOver((millis, cancel) -> world.advance(millis));
    assertTrue(other.toString(), other.orElse("").contains("4711@host"));
    assertEquals("another-file", owner());
  }
}
