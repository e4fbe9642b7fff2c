// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.Test;

public class RetryPolicyTest {
  private static final Optional<RedisInfo> EMPTY = Optional.of(RedisInfo.parse("role:master"));
  private static final Optional<RedisInfo> FILLED =
      Optional.of(RedisInfo.parse("role:master\ndb0:keys=10,expires=0"));
  private static final Optional<RedisInfo> REPLICA =
      Optional.of(RedisInfo.parse("role:slave\ndb0:keys=9,expires=0"));

  private final RetryPolicy policy = new RetryPolicy(true, 5, 30_000);

  private static WarmupStatus end(Trigger trigger, WarmupOutcome outcome) {
    return WarmupStatus.initial().toBuilder()
        .runId("1")
        .trigger(trigger)
        .startedEpochMillis(0)
        .outcome(outcome)
        .reasonCode(Reason.SOURCE_FAILED)
        .reason("planned")
        .build();
  }

  private static WarmupStatus failed() {
    return end(Trigger.STARTUP, WarmupOutcome.FAILED);
  }

  @Test
  public void aFailedStartOfAnEmptyNodeIsTriedAgainAsOftenAsSet() {
    for (int tried = 0; tried < 5; tried++) {
      assertFalse(policy.objection(failed(), tried).isPresent());
    }
    String why = policy.objection(failed(), 5).get();
    assertTrue(why, why.contains("retry.max"));
    assertTrue(new RetryPolicy(true, 0, 1).objection(failed(), 0).isPresent());
  }

  @Test
  public void nothingElseIsTriedAgain() {
    for (Trigger trigger : Trigger.values()) {
      for (WarmupOutcome outcome : WarmupOutcome.values()) {
        boolean again = trigger == Trigger.STARTUP && outcome == WarmupOutcome.FAILED;
        assertEquals(
            trigger + " " + outcome,
            again,
            !policy.objection(end(trigger, outcome), 0).isPresent());
      }
    }
    assertTrue(policy.objection(WarmupStatus.initial(), 0).isPresent());
  }

  @Test
  public void oneWithoutAPeerIsWarmedFromOneThatHoldsClearlyMore() {
    WarmupStatus noPeer =
        WarmupStatus.initial().toBuilder()
            .runId("1")
            .trigger(Trigger.STARTUP)
            .startedEpochMillis(0)
            .outcome(WarmupOutcome.SKIPPED)
            .reasonCode(Reason.NO_PEER)
            .reason("planned")
            .build();
    assertFalse(policy.objection(noPeer, 0).isPresent());
    OptionalLong none = OptionalLong.empty();
    assertFalse(RetryPolicy.notNow(noPeer, EMPTY, none).isPresent());
    assertFalse(RetryPolicy.notNow(noPeer, Optional.empty(), none).isPresent());
    assertEquals(
        Optional.of("the node holds 10 keys by now, and no peer is known"),
        RetryPolicy.notNow(noPeer, FILLED, none));
    assertEquals(
        Optional.of("the node holds 10 keys by now, and its peers hold at most 11"),
        RetryPolicy.notNow(noPeer, FILLED, OptionalLong.of(11)));
    assertFalse(RetryPolicy.notNow(noPeer, FILLED, OptionalLong.of(12)).isPresent());
    assertFalse(RetryPolicy.notNow(noPeer, REPLICA, none).isPresent());
    assertFalse(RetryPolicy.notNow(failed(), FILLED, none).isPresent());
  }

  @Test
  public void bootstrapFalseEndsIt() {
    RetryPolicy off = new RetryPolicy(false, 5, 30_000);
    assertEquals(Optional.of("bootstrap is false"), off.objection(failed(), 0));
  }

  @Test
  public void pausesGrowUpToAnHourAndNeverMeet() {
    Random random = new Random(1);
    long longest = 0;
    for (int tried = 0; tried < 6; tried++) {
      Set<Long> drawn = new HashSet<>();
      long least = Long.MAX_VALUE;
      long most = 0;
      for (int i = 0; i < 1_000; i++) {
        long pause = policy.pauseMillis(tried, random);
        least = Math.min(least, pause);
        most = Math.max(most, pause);
        drawn.add(pause);
      }
      assertTrue(tried + ": " + least + " after " + longest, least > longest);
      assertTrue("not all at the same moment: " + drawn.size(), drawn.size() > 900);
      longest = most;
    }
    for (int tried : new int[] {20, 62, 63, 1_000}) {
      long pause = policy.pauseMillis(tried, random);
      assertTrue(tried + ": " + pause, pause >= 2_700_000 && pause <= 4_500_000);
    }
  }
}
