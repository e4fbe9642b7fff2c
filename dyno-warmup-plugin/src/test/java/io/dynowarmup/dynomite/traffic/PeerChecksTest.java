// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.ManualTime;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Checks the peers' connections, ports, round-trip times and health. */
public class PeerChecksTest {
  @Rule public final Timeout limit = new Timeout(30, TimeUnit.SECONDS);
  private final ModelRedis redis = new ModelRedis();
  private final ModelDynomite dynomite = new ModelDynomite(redis, 1);
  private final ManualTime time = new ManualTime();
  private final PeerConnections peers =
      new PeerConnections(dynomite, new Endpoint("no..host", 8102), time);

  private static String info(String connections) {
    return "{\"rack\":\"r\",\"pool\":{\"dnode_client_connections\" : " + connections + "}}";
  }

  @Test
  public void countsThePeersConnections() {
    dynomite.info = info("3,\n\"dnode_client_in_queue\":7");
    PeerConnections.Count count = peers.count(2, 2);
    assertEquals(3, count.connected());
    assertEquals(4, count.expected());
    assertFalse(count.complete());
    assertEquals("3 of 4", count.toString());
    assertTrue(peers.count(3, 1).complete());
    assertTrue(peers.count(0, 1).complete());
  }

  @Test
  public void anIdleDynomiteIsMadeToPublishItsCounters() throws Exception {
    try (ServerSocket s = new ServerSocket(0, 9, InetAddress.getByName("127.0.0.1"))) {
      dynomite.info = info("0");
      time.after(1, () -> dynomite.info = info("2"));
      PeerConnections woken =
          new PeerConnections(dynomite, new Endpoint("127.0.0.1", s.getLocalPort()), time);
      assertEquals("2 of 2", woken.count(2, 1).toString());
      s.accept().close();
    }
  }

  @Test
  public void anInfoWithoutTheCountIsNotDynomites() {
    dynomite.info = info("\"many\"");
    WarmupException e = assertThrows(WarmupException.class, () -> peers.count(1, 1));
    assertEquals(Reason.DYNOMITE_UNREACHABLE, e.reason());
  }

  @Test
  public void knowsWhichPortsAreOpen() throws Exception {
    Endpoint shut;
    try (ServerSocket s = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      shut = new Endpoint("127.0.0.1", s.getLocalPort());
    }
    try (ServerSocket s = new ServerSocket(0, 9, InetAddress.getByName("127.0.0.1"))) {
      Endpoint open = new Endpoint("127.0.0.1", s.getLocalPort());
      List<Endpoint> found =
          PeerConnections.openPorts(Arrays.asList(shut, open, new Endpoint("no..host", 1)), 5000);
      assertEquals(Collections.singletonList(open), found);
    }
    assertTrue(PeerConnections.openPorts(Collections.emptyList(), 5000).isEmpty());
  }

  @Test
  public void takesTheLongestRoundTripAndNotTheFirst() {
    long[] pingMillis = {500, 3, 7};
    int[] pings = {0};
    RedisNode slow =
        new ForwardingNode(redis) {
          @Override
          public void ping() {
            time.advance(pingMillis[pings[0]++]);
          }
        };
    long nanos =
        new RoundTrips(time, 5000).longestNanos(Collections.emptyList(), Arrays.asList(slow));
    assertEquals(TimeUnit.MILLISECONDS.toNanos(7), nanos);
  }

  @Test
  public void leavesOutWhatDoesNotAnswer() {
    CountDownLatch over = new CountDownLatch(1);
    RedisNode refuses =
        new ForwardingNode(redis) {
          @Override
          public void ping() {
            throw new WarmupException(Reason.REFUSED, "refused");
          }
        };
    RedisNode silent = silentUntil(over);
    RoundTrips trips = new RoundTrips(new ManualTime(), 100);
    assertEquals(
        0,
        trips.longestNanos(
            Arrays.asList(new Endpoint("no..host", 1)), Arrays.asList(refuses, silent)));
    over.countDown();
  }

  @Test
  public void aPortIsMeasuredByConnecting() throws Exception {
    try (ServerSocket s = new ServerSocket(0, 9, InetAddress.getByName("127.0.0.1"))) {
      Endpoint open = new Endpoint("127.0.0.1", s.getLocalPort());
      assertEquals(
          0, new RoundTrips(time, 5000).longestNanos(Arrays.asList(open), Collections.emptyList()));
      assertEquals(0, time.elapsedMillis());
    }
  }

  @Test
  public void anInterruptEndsTheMeasurementAndStays() {
    CountDownLatch over = new CountDownLatch(1);
    Thread.currentThread().interrupt();
    WarmupException e =
        assertThrows(
            WarmupException.class,
            () ->
                new RoundTrips(new ManualTime(), 5000)
                    .longestNanos(Collections.emptyList(), Arrays.asList(silentUntil(over))));
    over.countDown();
    assertEquals(Reason.ABORTED, e.reason());
    assertTrue(Thread.interrupted());
  }

  private RedisNode silentUntil(CountDownLatch over) {
    return new ForwardingNode(redis) {
      @Override
      public void ping() {
        try {
          over.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  @Test
  public void aReadThatIsAnsweredIsHealth() {
    boolean[] closed = {false};
    RedisNode node =
        new ForwardingNode(redis) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    health(node).check();
    assertTrue(closed[0]);
  }

  @Test
  public void aReadThatIsRefusedIsNot() {
    RedisNode node =
        new ForwardingNode(redis) {
          @Override
          public long exists(List<String> keys) {
            throw new WarmupException(Reason.REDIS_ERROR, "state does not allow " + keys);
          }
        };
    WarmupException e = assertThrows(WarmupException.class, () -> health(node).check());
    assertEquals(Reason.REDIS_ERROR, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("does not allow [reserved]"));
  }

  private static DynomiteHealth health(RedisNode node) {
    return new DynomiteHealth(
        (endpoint, access) -> node,
        new Endpoint("127.0.0.1", 8102),
        RedisAccess.plain(500),
        "reserved");
  }
}
