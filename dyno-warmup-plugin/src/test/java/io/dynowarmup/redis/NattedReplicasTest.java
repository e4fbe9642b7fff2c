// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.Test;

/** Checks a source that sees each replica behind a gateway at the gateway's address. */
public class NattedReplicasTest {
  private static final String GATEWAY = "10.9.9.9";

  /**
   * Returns a node that serves as both sides: as the local Redis it announces nothing, as the
   * source it sees the gateway's address.
   */
  private static RedisNode node() {
    return (RedisNode)
        Proxy.newProxyInstance(
            RedisNode.class.getClassLoader(),
            new Class<?>[] {RedisNode.class},
            (proxy, method, args) -> {
              switch (method.getName()) {
                case "endpoint":
                  return new Endpoint("192.168.0.2", 22122);
                case "addressSeenByServer":
                  return Optional.of(GATEWAY);
                default:
                  return Optional.empty();
              }
            });
  }

  private static ReplicationInfo source(String... lines) {
    StringBuilder text = new StringBuilder("role:master\nconnected_slaves:" + lines.length + "\n");
    for (int i = 0; i < lines.length; i++) {
      text.append("slave").append(i).append(":ip=").append(lines[i]).append('\n');
    }
    return RedisInfo.parse(text.toString()).replication();
  }

  private static final String FOREIGN = GATEWAY + ",port=22122,state=online,offset=900,lag=0";
  private static final String OURS = GATEWAY + ",port=22122,state=send_bulk,offset=0,lag=0";
  private static final String ELSEWHERE = "10.1.1.1,port=22122,state=online,offset=950,lag=0";

  @Test
  public void ofTwoMatchingReplicasTheOneFurthestBehindCountsWithAWarning() {
    ReplicaIdentity ours = ReplicaIdentity.of(node(), node());
    for (ReplicationInfo source :
        new ReplicationInfo[] {source(FOREIGN, OURS), source(OURS, FOREIGN, ELSEWHERE)}) {
      assertEquals("send_bulk", ours.in(source).get().state());
      String doubt = ours.doubt(source).get();
      assertTrue(doubt, doubt.contains("2 replicas at 10.9.9.9:22122"));
    }
  }

  @Test
  public void beforeTheNodeIsAReplicaOneAtItsAddressIsADoubtAndOneElsewhereIsNone() {
    ReplicaIdentity ours = ReplicaIdentity.of(node(), node());
    String said = ours.taken(source(ELSEWHERE, FOREIGN)).get();
    assertTrue(said, said.contains("a replica at 10.9.9.9:22122 already"));
    assertEquals(Optional.empty(), ours.taken(source(ELSEWHERE)));
    assertEquals(Optional.empty(), ours.taken(source()));
  }

  @Test
  public void oneMatchingReplicaGivesNoWarning() {
    ReplicaIdentity ours = ReplicaIdentity.of(node(), node());
    assertEquals(Optional.empty(), ours.doubt(source(ELSEWHERE, FOREIGN)));
    assertEquals(OptionalLong.of(900), ours.in(source(ELSEWHERE, FOREIGN)).get().offset());
    assertEquals(Optional.empty(), ours.in(source(ELSEWHERE, ELSEWHERE)));
  }
}
