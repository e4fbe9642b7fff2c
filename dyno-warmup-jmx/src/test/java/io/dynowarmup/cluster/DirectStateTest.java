// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cluster;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.info.NodeClaim;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Map;
import org.junit.Test;

/** Tests what a node is by the answers of its Redis and Dynomite alone. */
public class DirectStateTest {
  private static final String PLACE = NodeRecord.nodeName("dc", "a");
  private static final String MASTER = "role:master\r\nrun_id:r1\r\nuptime_in_seconds:9\r\n";
  private static final String REPLICA =
      "role:slave\r\nmaster_host:h2\r\nmaster_port:22122\r\nrun_id:r1\r\n";
  private static final String KEYS = "db0:keys=5,expires=0,avg_ttl=0\r\n";

  private static Map<String, Object> of(String info, DynomiteState dynomite, String why) {
    return DirectState.of(RedisInfo.parse(info), PLACE, dynomite, why);
  }

  private static void assertState(String state, String reason, Map<String, Object> values) {
    assertEquals(state, values.get("NodeState"));
    assertEquals(reason, values.get("NodeReason"));
  }

  @Test
  public void aMasterBehindANormalDynomiteServes() {
    Map<String, Object> values = of(MASTER + KEYS, DynomiteState.NORMAL, "");
    assertState("SERVING", "Redis is master, Dynomite NORMAL", values);
    assertEquals(5L, values.get("Keys"));
    assertEquals("master", values.get("RedisRole"));
    assertEquals("NORMAL", values.get("DynomiteState"));
  }

  @Test
  public void aDynomiteInAnotherStateIsClosedWhateverRedisIs() {
    assertState(
        "CLOSED",
        "Redis is slave of h2:22122, Dynomite STANDBY",
        of(REPLICA, DynomiteState.STANDBY, ""));
    assertState("CLOSED", "Redis is master, Dynomite OTHER", of(MASTER, DynomiteState.OTHER, ""));
  }

  @Test
  public void aReplicaBehindANormalDynomiteRefusesWrites() {
    assertState(
        "REPLICA",
        "Redis is slave of h2:22122, Dynomite NORMAL",
        of(REPLICA, DynomiteState.NORMAL, ""));
  }

  @Test
  public void aLoadingRedisIsDown() {
    Map<String, Object> values = of(MASTER + "loading:1\r\n", DynomiteState.NORMAL, "");
    assertState("DOWN", "Redis is loading, Dynomite NORMAL", values);
    assertEquals(-1L, values.get("Keys"));
  }

  @Test
  public void aStateThatIsNotKnownIsNotCalledServing() {
    Map<String, Object> values = of(MASTER, DynomiteState.UNREACHABLE, "no admin port");
    assertState("UNKNOWN", "Redis is master, Dynomite unknown: no admin port", values);
    assertEquals("", values.get("DynomiteState"));
  }

  @Test
  public void itsRecordShowsThatItIsColdAndItsClaimThatARunIsAtWork() {
    String cold = NodeRecord.of(NodeRecord.State.COLD, PLACE, "r1", 1, "replication", "h2").text();
    RedisInfo info = RedisInfo.parse(MASTER + KEYS).with(cold, "");
    assertEquals("COLD", DirectState.of(info, PLACE, DynomiteState.NORMAL, "").get("NodeState"));
    String restarted = NodeRecord.parse(cold).get().doubted(NodeRecord.Doubt.RESTARTED).text();
    info = RedisInfo.parse(MASTER + KEYS).with(restarted, "");
    assertEquals("COLD", DirectState.of(info, PLACE, DynomiteState.NORMAL, "").get("NodeState"));
    RedisInfo claimed = RedisInfo.parse(REPLICA).with("", claim());
    assertState(
        "WARMING",
        "Redis is slave of h2:22122, Dynomite STANDBY; a run is working on it",
        DirectState.of(claimed, PLACE, DynomiteState.STANDBY, ""));
  }

  private static String claim() {
    return NodeClaim.of("state file", "r1", 1, "process 7").text();
  }
}
