// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one controller at a time warm the same nodes. It is an object in the store, which its owner
 * renews. An owner that does not renew it any more is dead, whatever the clocks of the machines.
 */
final class ControllerLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControllerLock.class);
  static final long RENEW_MILLIS = 5_000;

  /** A lock that is not renewed for so long is taken over. */
  static final long STALE_MILLIS = 30_000;

  private static final long LOOK_MILLIS = 1_000;
  private static final int MOST_BYTES = 4_096;

  private final StoredText text;
  private final String nodes;
  private final Ticker ticker;
  private final Pause pause;
  private final CancelSignal cancel;
  private final CancelSignal closed = new CancelSignal();
  private final Thread renewing = new Thread(this::renew, "dyno-warmup-lock");
  private volatile LockOwner own = LockOwner.thisProcess();
  private volatile boolean lost;
  private volatile long renewedNanos;

  /**
   * @param name of the object in the store
   * @param nodes the nodes as the message names them
   * @param cancel given when another controller has taken the lock over
   */
  ControllerLock(
      ChunkStore store,
      String name,
      String nodes,
      Ticker ticker,
      Pause pause,
      CancelSignal cancel) {
    this.text = new StoredText(store, name);
    this.nodes = nodes;
    this.ticker = ticker;
    this.pause = pause;
    this.cancel = cancel;
  }

  /**
   * Takes the lock, and renews it from now on. A lock whose owner may be dead is watched for up to
   * 30 s.
   *
   * @param lines receives a sentence if the lock is watched or taken over
   * @throws WarmupException NOT_ALLOWED if another controller holds it
   */
  void acquire(Consumer<String> lines) throws InterruptedException {
    while (!text.writeIfAbsent(own.text())) {
      Optional<LockOwner> other = owner();
      if (other.isPresent() && isStale(other.get(), lines)) {
        takeOver(other.get(), lines);
        break;
      }
    }
    renewedNanos = ticker.nanos();
    renewing.setDaemon(true);
    renewing.start();
  }

  /** Returns whether an owner is dead; false if the lock was removed meanwhile. */
  private boolean isStale(LockOwner other, Consumer<String> lines) throws InterruptedException {
    if (other.isDead()) {
      return true;
    }
    lines.accept(
        "another controller, process "
            + other.process()
            + ", has locked "
            + nodes
            + "; waiting up to "
            + TimeUnit.MILLISECONDS.toSeconds(STALE_MILLIS)
            + " s to see whether it is alive");
    long begun = ticker.nanos();
    while (ticker.nanos() - begun < TimeUnit.MILLISECONDS.toNanos(STALE_MILLIS)) {
      pause.millis(LOOK_MILLIS, cancel);
      if (cancel.isCancelled()) {
        throw new WarmupException(Reason.ABORTED, cancel.reason());
      }
      Optional<LockOwner> now = owner();
      if (!now.isPresent()) {
        return false;
      }
      if (!now.get().text().equals(other.text())) {
        throw refused(now.get());
      }
    }
    return true;
  }

  private WarmupException refused(LockOwner other) {
    return new WarmupException(
        Reason.NOT_ALLOWED,
        "nothing was begun: another controller, process "
            + other.process()
            + ", warms "
            + nodes
            + "; wait until it has ended, or end it and give the same command again");
  }

  /** Of several processes that take it over at the same time, the last one keeps it. */
  private void takeOver(LockOwner dead, Consumer<String> lines) throws InterruptedException {
    text.write(own.text());
    pause.millis(LOOK_MILLIS, cancel);
    LockOwner now = owner().orElse(own);
    if (!now.isSame(own)) {
      throw refused(now);
    }
    lines.accept("took over from process " + dead.process() + ", which is dead");
  }

  private void renew() {
    try {
      while (!closed.await(RENEW_MILLIS, TimeUnit.MILLISECONDS) && !lost) {
        renewOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Renews the lock, unless another process has taken it over. */
  synchronized void renewOnce() {
    try {
      Optional<LockOwner> now = closed.isCancelled() ? Optional.empty() : owner();
      if (now.isPresent() && !now.get().isSame(own)) {
        lost = true;
        cancel.cancel(
            "another controller, process "
                + now.get().process()
                + ", has taken over, because this one did not renew its lock for "
                + TimeUnit.MILLISECONDS.toSeconds(STALE_MILLIS)
                + " s");
      } else if (!closed.isCancelled()) {
        own = own.renewed();
        text.write(own.text());
        renewedNanos = ticker.nanos();
      }
    } catch (RuntimeException e) {
      LOG.warn("The lock {} was not renewed: {}", text, e.getMessage());
      endBeforeItIsStale(e);
    }
  }

  /** Another controller takes over soon, and both must not work at the same time. */
  private void endBeforeItIsStale(RuntimeException why) {
    long age = TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - renewedNanos);
    if (age > STALE_MILLIS - 2 * RENEW_MILLIS) {
      lost = true;
      cancel.cancel(
          "its lock could not be renewed for "
              + TimeUnit.MILLISECONDS.toSeconds(age)
              + " s: "
              + why.getMessage());
    }
  }

  /** Returns whether another controller continues with what this one has made. */
  boolean isLost() {
    return lost;
  }

  private Optional<LockOwner> owner() {
    return text.read(MOST_BYTES).map(LockOwner::parse);
  }

  /** Releases the lock, unless another process has taken it over. */
  @Override
  public synchronized void close() {
    closed.cancel("closed");
    try {
      if (!lost && owner().filter(o -> o.isSame(own)).isPresent()) {
        text.delete();
      }
    } catch (WarmupException e) {
      LOG.warn("The lock {} was not removed: {}", text, e.getMessage());
    }
  }
}
