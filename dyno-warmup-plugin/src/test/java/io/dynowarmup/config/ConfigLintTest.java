// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import static org.junit.Assert.assertEquals;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Test;

public class ConfigLintTest {
  private static void assertAdvice(List<String> expected, String... keysAndValues) {
    List<String> warnings = WarmupConfig.from(Layers.file(keysAndValues)).warnings();
    assertEquals(
        expected.stream().map(s -> Layers.PREFIX + s).collect(Collectors.toList()),
        warnings.stream()
            .map(s -> s.replace(" (from " + Layers.FILE + ")", ""))
            .collect(Collectors.toList()));
  }

  private static void assertAdvice(String expected, String... keysAndValues) {
    assertAdvice(Collections.singletonList(expected), keysAndValues);
  }

  private static void assertNoAdvice(String... keysAndValues) {
    assertAdvice(Collections.emptyList(), keysAndValues);
  }

  @Test
  public void whoStartsMustBeAbleToStop() {
    assertAdvice(
        "dynomite.start.command=up is set without dynomite.stop.command: a Dynomite that does not"
            + " answer cannot be restarted",
        "dynomite.start.command",
        "up");
    assertAdvice(
        "dynomite.stop.command=down is never used without dynomite.start.command",
        "dynomite.stop.command",
        "down");
    assertNoAdvice("dynomite.start.command", "up", "dynomite.stop.command", "down");
    assertAdvice(
        "redis.start.command=up is set without redis.stop.command: a Redis that does not"
            + " answer cannot be restarted",
        "redis.start.command",
        "up");
  }

  @Test
  public void aUserNeedsAPassword() {
    assertAdvice(
        Arrays.asList(
            "redis.username=u is ignored without a password, and redis.password is not set",
            "peer.redis.username=p is ignored without a password, and peer.redis.password is"
                + " not set"),
        "redis.username",
        "u",
        "peer.redis.username",
        "p");
    assertNoAdvice("redis.username", "u", "peer.redis.username", "p", "redis.password", "secret");
  }

  @Test
  public void theSettleTimeFitsIntoTheHandOver() {
    assertAdvice(
        "handover.settle.msec=500 does not fit into "
            + Layers.PREFIX
            + "handover.msec=500 (from default) and will be cut",
        "handover.settle.msec",
        "500");
    assertNoAdvice("handover.settle.msec", "499");
  }

  @Test
  public void aStallIsLongerThanThePauseBetweenTwoPolls() {
    assertAdvice(
        "stall.msec=1000 is not above "
            + Layers.PREFIX
            + "poll.msec=1000: a source will seem to stall between two polls",
        "stall.msec",
        "1000",
        "poll.msec",
        "1000");
    assertNoAdvice("stall.msec", "1001", "poll.msec", "1000");
  }
}
