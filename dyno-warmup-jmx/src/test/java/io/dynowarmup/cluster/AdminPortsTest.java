// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cluster;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.ClusterDescription;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteInfo;
import io.dynowarmup.dynomite.DynomiteState;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

/** Two Dynomites of one host, of racks a and b, with admin ports 22222 and 22223. */
public class AdminPortsTest {
  private static final List<Integer> PORTS = Arrays.asList(22_221, 22_222, 22_223);

  private static Peer node(String rack, long token) {
    return Peer.of(
        new Endpoint("10.0.0.7", 22_122),
        new Endpoint("10.0.0.7", 8_101),
        rack,
        "dc",
        Collections.singletonList(token));
  }

  private static DynomiteAdmin admin(Endpoint at) {
    String rack = at.port() == 22_222 ? "a" : "b";
    return new DynomiteAdmin() {
      @Override
      public DynomiteState state() {
        return DynomiteState.STANDBY;
      }

      @Override
      public void request(DynomiteState state) {
        throw new AssertionError("only asked");
      }

      @Override
      public DynomiteInfo info() {
        if (at.port() == 22_221) {
          throw new WarmupException(Reason.REFUSED, "nothing listens there");
        }
        return DynomiteInfo.parse(
            "{\"service\":\"dynomite\",\"source\":\"h\",\"version\":\"1\",\"uptime\":1,"
                + "\"timestamp\":1,\"rack\":\""
                + rack
                + "\",\"dc\":\"dc\",\"dyn_o_mite\":{}}",
            "a test");
      }

      @Override
      public ClusterDescription clusterDescribe() {
        return ClusterDescription.parse(
            "{\"dcs\":[{\"name\":\"dc\",\"racks\":[{\"name\":\""
                + rack
                + "\",\"servers\":[{\"host\":\"0.0.0.0\",\"port\":8101,\"token\":10}]}]}]}",
            "a test");
      }
    };
  }

  private static Optional<Integer> port(Peer peer) {
    return AdminPorts.of(peer, PORTS, AdminPortsTest::admin).map(Endpoint::port);
  }

  @Test
  public void eachNodeHasThePortThatAnswersForIt() {
    assertEquals(Optional.of(22_222), port(node("a", 10)));
    assertEquals(Optional.of(22_223), port(node("b", 10)));
  }

  @Test
  public void theDynomiteOfAnotherNodeIsNotAsked() {
    assertEquals(Optional.empty(), port(node("c", 10)));
    assertEquals(Optional.empty(), port(node("a", 20)));
  }
}
