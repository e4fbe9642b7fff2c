// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.NodeClaim;
import io.dynowarmup.redis.info.OwnKeys;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** The process of a run is stopped for longer than its claim lasts, and another run begins. */
public class TakenOverTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private int calls;

  private void claimedByAnother(Scenario s) {
    s.world.advance(60_000);
    NodeClaim other = NodeClaim.of("another-file", s.local.runId(), 1, "4711@host");
    try (RedisNode redis = s.world.connect(s.local.endpoint(), RedisAccess.plain(1_000))) {
      redis.exchange(OwnKeys.CLAIM, s.local.held(OwnKeys.CLAIM), other.text(), 10_000);
    }
    calls = s.world.faults().calls().size();
  }

  @Test
  public void theFirstRunEndsAndTouchesNothingMore() {
    Scenario s = new Scenario(folder.getRoot().toPath()).with("stall.msec", 600_000);
    Keeper delta = new Keeper();
    s.host.strategies.add(delta);
    s.local.holding(Scenario.KEYS);
    delta.midway = () -> claimedByAnother(s);

    WarmupStatus end = s.run();

    assertEquals(end.reason(), Optional.of(WarmupOutcome.FAILED), end.outcome());
    assertEquals(Optional.of(Reason.ALREADY_RUNNING), end.reasonCode());
    assertTrue(end.reason(), end.reason().contains("4711@host"));
    List<String> all = s.world.faults().calls();
    List<String> changes =
        all.subList(calls, all.size()).stream()
            .filter(c -> c.matches("(local (?!INFO).*|dynomite (?!get_state|info).*)"))
            .collect(Collectors.toList());
    assertTrue(changes.toString(), changes.isEmpty());
    assertEquals("another-file", NodeClaim.parse(s.local.held(OwnKeys.CLAIM)).get().owner());
  }
}
