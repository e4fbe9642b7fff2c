// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.dynomite.GuardedAdmin;
import io.dynowarmup.dynomite.HttpDynomiteAdmin;
import io.dynowarmup.dynomite.traffic.TrafficGate;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.redis.RespClient;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.jedis.JedisConnector;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;

/**
 * Sets a Dynomite to STANDBY as soon as it starts. No start ends with SIGSEGV, and reads of clients
 * are answered for a few milliseconds at most. {@code -Ddynomite.starts=500} sets the number of
 * starts. For comparison, {@code -Ddynomite.unguarded=true} also queries the admin port every 2 ms
 * from the start on.
 */
public class DynomiteStartsIT extends DynomiteContract {
  private static final int STARTS = Integer.getInteger("dynomite.starts", 15);
  private static final int LIMIT_MILLIS = 5_000;

  public DynomiteStartsIT(Kind kind) {
    super(kind);
  }

  @Test
  public void noStartEndsAndReadsAreAnsweredForAMomentAtMost() throws InterruptedException {
    Tally tally = starts(true);
    System.out.println(kind() + ", the client port first: " + tally);
    assertEquals(tally.toString(), 0, tally.crashes);
  }

  @Test
  public void forComparisonTheAdminPortFromTheStartOn() throws InterruptedException {
    if (Boolean.getBoolean("dynomite.unguarded")) {
      System.out.println(kind() + ", every 2 ms from the start on: " + starts(false));
    }
  }

  private Tally starts(boolean guarded) throws InterruptedException {
    DynomiteCluster cluster = closed(kind().cluster().racks(1).build()).startRedis();
    DynomiteNode node = cluster.node(0).dynomite();
    Tally tally = new Tally();
    for (int i = 0; i < STARTS; i++) {
      one(node, guarded, tally);
      node.kill();
    }
    return tally;
  }

  private static void one(DynomiteNode node, boolean guarded, Tally tally)
      throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong servedNanos = new AtomicLong();
    Thread reader = new Thread(() -> read(node, over, servedNanos));
    Thread starter = new Thread(() -> start(node));
    reader.start();
    starter.start();
    TrafficGate gate = new TrafficGate(admin(node, guarded), Ticker.system(), Pause.system());
    try {
      gate.hold(
          DynomiteState.STANDBY,
          Deadline.after(Ticker.system(), LIMIT_MILLIS),
          CancelSignal.never());
      starter.join();
    } catch (WarmupException e) {
      starter.join();
      tally.crashes++;
    }
    over.set(true);
    reader.join();
    tally.served(servedNanos.get());
  }

  /** Starts the node. Only prints a failed start: the node reports the cause in its log. */
  private static void start(DynomiteNode node) {
    try {
      node.start();
    } catch (IllegalStateException | AssertionError e) {
      System.out.println("a start ended: " + e.getMessage().lines().findFirst().orElse(""));
    }
  }

  private static DynomiteAdmin admin(DynomiteNode node, boolean guarded) {
    DynomiteAdmin admin =
        new HttpDynomiteAdmin(
            "http://" + node.spec().host() + ":" + node.admin().getPort(), Ticker.system());
    return guarded ? new GuardedAdmin(admin, () -> listens(node), Ticker.system()) : admin;
  }

  private static boolean listens(DynomiteNode node) {
    Endpoint endpoint = new Endpoint(node.spec().host(), node.client().getPort());
    RedisAccess access = RedisAccess.plain(50);
    try (RedisNode client = new JedisConnector(Ticker.system()).connect(endpoint, access)) {
      client.ping();
      return true;
    } catch (WarmupException e) {
      return e.reason() != Reason.REFUSED && e.reason() != Reason.UNREACHABLE;
    }
  }

  /** Measures the time from the first answered read to the last one. */
  private static void read(DynomiteNode node, AtomicBoolean over, AtomicLong servedNanos) {
    long first = 0;
    while (!over.get()) {
      try (RespClient client = RespClient.connect(node.client())) {
        while (!over.get()) {
          String answer = client.call("GET", "k");
          long now = System.nanoTime();
          if (answer == null || !answer.startsWith("-")) {
            first = first == 0 ? now : first;
            servedNanos.set(now - first + 1);
          }
        }
      } catch (UncheckedIOException e) {
        Thread.onSpinWait();
      }
    }
  }

  private static final class Tally {
    private int crashes;
    private double[] millis = {};

    void served(long nanos) {
      millis = Arrays.copyOf(millis, millis.length + 1);
      millis[millis.length - 1] = nanos / 1e6;
    }

    @Override
    public String toString() {
      Arrays.sort(millis);
      return String.format(
          "%d starts, %d ended; reads answered for %.1f ms in the median, %.1f ms at most",
          millis.length, crashes, millis[millis.length / 2], millis[millis.length - 1]);
    }
  }
}
