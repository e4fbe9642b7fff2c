// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.sync.digest.Throttle.Work;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.ManualTime;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** Scripts on their way to a server at a distance that runs one after the other. */
public class FlightTest {
  private static final long NEAR = TimeUnit.MICROSECONDS.toNanos(200);
  private static final long FAR = TimeUnit.MILLISECONDS.toNanos(40);
  private static final long KEY_NANOS = TimeUnit.MICROSECONDS.toNanos(10);
  private static final int FAST = 10_000_000;

  private final ManualTime time = new ManualTime();
  private long roundTrip;
  private boolean clockStands;
  private Throttle throttle;
  private Flight<Integer> flight;
  private long serverFree;
  private long ran;
  private long keys;
  private int most;
  private long mostNanos;
  private long underWay;

  private void server(long away, int keysPerSecond, boolean busy) throws InterruptedException {
    roundTrip = away;
    throttle = new Throttle(time, time, CancelSignal.never(), keysPerSecond);
    flight = new Flight<>(throttle);
    throttle.probe(() -> time.advanceNanos(away));
    long commands = busy ? 5_000 : 0;
    throttle.updateLoad(
        RedisInfo.parse(
            "total_reads_processed:1\r\ninstantaneous_ops_per_sec:" + commands + "\r\n"));
  }

  private void send(int count) throws InterruptedException {
    flight.send(
        Work.DIGEST,
        Collections.emptyList(),
        count,
        () -> {
          long run = count * KEY_NANOS;
          serverFree = Math.max(serverFree, time.nanos() + roundTrip / 2) + run;
          long answered = serverFree + roundTrip / 2;
          ran += run;
          underWay += run;
          return () -> {
            time.advanceNanos(Math.max(0, answered - time.nanos()));
            underWay -= run;
            return new TimedResult<>(count, clockStands ? 0 : run);
          };
        });
  }

  /** Sends scripts for a time and returns how many keys are read in a second. */
  private long perSecond(long seconds) throws InterruptedException {
    long began = time.nanos();
    while (time.nanos() - began < TimeUnit.SECONDS.toNanos(seconds)) {
      int count = throttle.batch(Work.DIGEST);
      int sent = 0;
      for (; flight.hasRoom(Work.DIGEST, count); sent++) {
        send(count);
        mostNanos = Math.max(mostNanos, underWay);
      }
      most = Math.max(most, sent);
      keys += flight.next(n -> n);
    }
    return keys / seconds;
  }

  @Test
  public void aNearServerGetsOneAfterTheOther() throws Exception {
    server(NEAR, FAST, true);
    perSecond(2);
    assertEquals(1, most);
  }

  @Test
  public void theDistanceDoesNotLimitTheSpeed() throws Exception {
    server(FAR, FAST, false);
    long perSecond = perSecond(5);
    assertTrue(perSecond + " keys/s", perSecond > 40_000);
  }

  /** Clients of the server wait for as many scripts as may arrive at once. */
  @Test
  public void aServerThatOthersUseRestsAfterEachScript() throws Exception {
    server(FAR, FAST, true);
    long perSecond = perSecond(5);
    double share = ran / 5e9;
    assertTrue(perSecond + " keys/s", perSecond > 8_000);
    assertTrue(share + " of its time", share < 1 / 6.0);
    assertTrue(mostNanos + " ns at once", mostNanos <= TimeUnit.MILLISECONDS.toNanos(6));
  }

  @Test
  public void theLimitOfKeysHolds() throws Exception {
    server(FAR, 5_000, false);
    assertEquals(5_000, perSecond(10), 500);
  }

  /** The bytes of an answer fill the server's buffer until it is read. */
  @Test
  public void soDoesTheLimitOfBytesOnTheirWay() throws Exception {
    server(FAR, FAST, false);
    perSecond(1);
    flight.received(10, 10 * 100_000);
    while (!flight.isEmpty()) {
      flight.next(n -> n);
    }
    send(6);
    assertTrue(flight.hasRoom(Work.DIGEST, 4));
    send(4);
    assertEquals(false, flight.hasRoom(Work.DIGEST, 1));
  }

  /** Its scripts cannot report how long they run, so some are measured alone. */
  @Test
  public void aServerWhoseClockStandsDuringAScriptIsMeasured() throws Exception {
    server(FAR, FAST, true);
    clockStands = true;
    long perSecond = perSecond(10);
    double share = ran / 10e9;
    assertTrue(perSecond + " keys/s", perSecond > 5_000);
    assertTrue(share + " of its time", share < 1 / 6.0);
    assertEquals(KEY_NANOS, throttle.costs().expectedNanos(Work.DIGEST, 1), KEY_NANOS / 2.0);
  }
}
