// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.link;

import io.dynowarmup.it.dynomite.Freezer;
import io.dynowarmup.it.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * The single-threaded event loop of a node, as in Dynomite. Code that runs in it needs no locks.
 */
public final class EventLoop {
  private static final int BUFFER = 256 * 1024;
  // Dynomite's stats_interval: on an idle node, the work of each round waits this long.
  private static final long IDLE_MILLIS = 30_000;
  // The number of descriptors that Dynomite opens before its first client: log, epoll, listeners.
  private static final int FIRST_DESCRIPTOR = 9;

  private final Selector selector;
  private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(BUFFER);
  private final ByteBuffer writeBuffer = ByteBuffer.allocateDirect(BUFFER);
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::atNanos));
  private final Queue<Link> armed = new ArrayDeque<>();
  private final BitSet descriptors = new BitSet();
  private final Freezer freezer;
  private final Each each;
  private volatile boolean stopping;

  private record Timer(long atNanos, Runnable task) {}

  /** The work that the loop does before and after each round. */
  public interface Each {
    /** Handles what is overdue. Returns the nanoseconds until the next deadline. */
    long expire(long nowNanos);

    void roundDone();
  }

  public EventLoop(Freezer freezer, Each each) {
    this.freezer = freezer;
    this.each = each;
    this.descriptors.set(0, FIRST_DESCRIPTOR);
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Selector selector() {
    return selector;
  }

  /** Returns the shared read buffer, cleared. */
  ByteBuffer readBuffer() {
    return readBuffer.clear();
  }

  /** Returns the shared write buffer, cleared. */
  ByteBuffer writeBuffer() {
    return writeBuffer.clear();
  }

  /**
   * Takes the lowest free descriptor, as a kernel does. The next client gets the descriptor that
   * the last one released.
   */
  int takeDescriptor() {
    int free = descriptors.nextClearBit(0);
    descriptors.set(free);
    return free;
  }

  void giveBack(int descriptor) {
    descriptors.clear(descriptor);
  }

  /** Sends on the link before the loop waits the next time. */
  void armed(Link link) {
    armed.add(link);
  }

  public void after(long millis, Runnable task) {
    timers.add(new Timer(Clock.nanos() + TimeUnit.MILLISECONDS.toNanos(millis), task));
  }

  /** Ends the loop within moments. May be called from any thread. */
  public void stop() {
    stopping = true;
    selector.wakeup();
  }

  public void run() throws IOException {
    try {
      while (!stopping) {
        freezer.pass();
        round();
      }
    } catch (ClosedSelectorException e) {
      throw new IllegalStateException("The selector was closed under its loop", e);
    } finally {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    }
  }

  private void round() throws IOException {
    long wait = Math.min(each.expire(Clock.nanos()), runTimers());
    sendArmed();
    long millis = TimeUnit.NANOSECONDS.toMillis(wait) + 1;
    selector.select(this::dispatch, Math.min(millis, IDLE_MILLIS));
    each.roundDone();
  }

  private void sendArmed() {
    for (Link next = armed.poll(); next != null; next = armed.poll()) {
      freezer.pass();
      next.sendArmed();
    }
  }

  private void dispatch(SelectionKey key) {
    freezer.pass();
    if (!stopping && key.isValid()) {
      ((Ready) key.attachment()).ready(key);
    }
  }

  /** Is notified when a channel is ready. */
  interface Ready {
    void ready(SelectionKey key);
  }

  private long runTimers() {
    for (Timer next = timers.peek(); next != null; next = timers.peek()) {
      long wait = next.atNanos() - Clock.nanos();
      if (wait > 0) {
        return wait;
      }
      timers.remove().task().run();
    }
    return Long.MAX_VALUE;
  }
}
