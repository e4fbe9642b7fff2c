// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.RemovalCalls;
import io.dynowarmup.source.probe.Evidence;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.probe.Share;
import java.util.Collections;
import java.util.Optional;
import org.junit.Test;

public class LackingKeysTest {
  private static final long KEYS = 10_000;
  private static final String TOLD = "cmdstat_info:calls=1,usec=1\n";

  private static Optional<String> unexplained(int held, int of, String stats, String info) {
    Peer peer =
        Peer.of(
            new Endpoint("10.0.0.2", 22122),
            new Endpoint("10.0.0.2", 8101),
            "rack2",
            "dc",
            Collections.singletonList(1L));
    Evidence evidence = Evidence.NONE.withHoldsLocal(new Share(held, of));
    return LackingKeys.unexplained(
        PeerFacts.of(peer, RedisInfo.parse("role:master\n" + info)).withEvidence(evidence),
        KEYS,
        asked -> RemovalCalls.of(RedisInfo.parse(stats)));
  }

  private static Optional<String> unexplained(int held, int of, String stats) {
    return unexplained(held, of, TOLD + stats, "");
  }

  private static String calls(String command, int number) {
    return "cmdstat_" + command + ":calls=" + number + ",usec=1\n";
  }

  @Test
  public void halfOfTheKeysAreGoneWithoutADeletion() {
    assertEquals(
        "has 50 of 100 keys sampled here, and the commands that it has run do not explain that"
            + " (deletions: 0; FLUSHALL, FLUSHDB, SWAPDB, MIGRATE and MOVE: 0)",
        unexplained(50, 100, "").orElse(""));
  }

  @Test
  public void asManyDeletionsExplainIt() {
    assertFalse(unexplained(50, 100, calls("del", 5_000)).isPresent());
    assertFalse(unexplained(50, 100, calls("del", 2_500) + calls("unlink", 2_500)).isPresent());
    assertTrue(unexplained(50, 100, calls("del", 500)).isPresent());
  }

  @Test
  public void aFlushExplainsNothing() {
    assertTrue(unexplained(50, 100, calls("del", 9_000) + calls("flushall", 1)).isPresent());
    assertTrue(unexplained(50, 100, calls("del", 9_000) + calls("swapdb", 1)).isPresent());
  }

  @Test
  public void aCacheEvictsThem() {
    assertFalse(unexplained(50, 100, TOLD, "evicted_keys:7\n").isPresent());
  }

  @Test
  public void onlyACertainLossCounts() {
    assertFalse("too few keys", unexplained(5, 19, "").isPresent());
    assertFalse("perhaps a quarter", unexplained(70, 100, "").isPresent());
    assertTrue(unexplained(60, 100, "").isPresent());
    assertFalse("nothing in common is another question", unexplained(2, 100, "").isPresent());
    assertFalse("not asked", unexplained(0, 0, "").isPresent());
  }

  @Test
  public void aServerThatDoesNotTellExplainsNothing() {
    String why = unexplained(50, 100, "", "").orElse("");
    assertTrue(why, why.endsWith("and does not report which commands it has run"));
  }
}
