// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.start;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.fakes.FakeRedis;
import io.dynowarmup.fakes.World;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.state.InterruptedRun;
import io.dynowarmup.time.Moment;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.Test;

public class LostRunTest {
  private static final String REPLICA = "role:slave\nmaster_host:10.0.0.2\nmaster_port:22122\n";

  private final World world = new World();
  private final FakeRedis redis = world.redis("local", 22122);
  private DynomiteState dynomite = DynomiteState.STANDBY;

  private Optional<InterruptedRun> found(String info) {
    try (RedisNode node = world.connect(redis.endpoint(), RedisAccess.plain(1_000))) {
      return LostRun.of(
          node,
          new Recovery.Found(
              RedisInfo.parse("run_id:abc\n" + info),
              dynomite,
              OptionalLong.empty(),
              new Moment(1, 1)));
    }
  }

  private static String record(NodeRecord.State state, String runId, String from) {
    return text(NodeRecord.of(state, "dc/r1", runId, 1, "replication", from).begun());
  }

  private static String text(NodeRecord record) {
    return "dyno_warmup_record:" + record.text() + "\n";
  }

  @Test
  public void theRecordShowsItUntilTheDataArrives() {
    InterruptedRun run =
        found(REPLICA + record(NodeRecord.State.COLD, "abc", "10.0.0.2:22122")).get();
    assertEquals(new Endpoint("10.0.0.2", 22122), run.source());
    assertFalse(run.leftData());
  }

  @Test
  public void anotherRecordShowsNothing() {
    NodeRecord.State cold = NodeRecord.State.COLD;
    assertFalse(found(REPLICA + record(cold, "of the source", "10.0.0.2:22122")).isPresent());
    assertFalse(found(REPLICA + record(cold, "abc", "10.0.0.3:22122")).isPresent());
    assertFalse(
        found(REPLICA + record(NodeRecord.State.WARM, "abc", "10.0.0.2:22122")).isPresent());
    assertFalse(found(REPLICA).isPresent());
  }

  /** An operator may replicate the same node by hand. */
  @Test
  public void theRecordOfARunThatHasEndedShowsNothing() {
    NodeRecord.State cold = NodeRecord.State.COLD;
    NodeRecord ended = NodeRecord.of(cold, "dc/r1", "abc", 1, "replication", "10.0.0.2:22122");
    assertFalse(found(REPLICA + text(ended)).isPresent());
  }

  @Test
  public void aClosedLinkShowsItUntilDynomiteServes() {
    redis.config.put("masterauth", OwnKeys.CLOSED_LINK);
    assertTrue(found(REPLICA).isPresent());
    assertTrue(found("role:master\n").isPresent());
    dynomite = DynomiteState.NORMAL;
    assertTrue(found(REPLICA).isPresent());
    assertFalse(found("role:master\n").isPresent());
  }
}
