// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;

/**
 * Reads the bean repeatedly on a thread of its own and reconnects when the bean is gone. A daemon
 * that does not answer therefore blocks neither the screen nor its keys.
 */
final class StatusPoller implements AutoCloseable {
  private static final long BETWEEN_MILLIS = 500;

  /** Reconnects to the bean. */
  public interface Connector {
    RemoteBean connect() throws InterruptedException;
  }

  /** The result and the time of one poll. Immutable. */
  static final class Poll {
    /** Null before the first answer. */
    final BeanSnapshot reading;

    final long epochMillis;

    /** The reason why there is no newer reading; empty if there is no problem. */
    final String trouble;

    private Poll(BeanSnapshot reading, long epochMillis, String trouble) {
      this.reading = reading;
      this.epochMillis = epochMillis;
      this.trouble = trouble;
    }
  }

  private final Connector connector;
  private final RemoteBean first;
  private final Ticker ticker;
  private final Pause pause;
  private final Thread thread = new Thread(this::run, "dyno-warmup-watch");
  private volatile Poll last;

  /**
   * Creates a poller.
   *
   * @param first the first connection; this class does not close it
   */
  StatusPoller(Connector connector, RemoteBean first, Ticker ticker, Pause pause) {
    this.connector = connector;
    this.first = first;
    this.ticker = ticker;
    this.pause = pause;
    this.last = new Poll(null, ticker.epochMillis(), "");
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the last result; each poll creates a new object. */
  Poll last() {
    return last;
  }

  private void run() {
    RemoteBean bean = first;
    try {
      while (true) {
        bean = poll(bean);
        pause.millis(BETWEEN_MILLIS, CancelSignal.never());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(bean);
    }
  }

  /**
   * Polls the bean.
   *
   * @return null if the connection is lost
   */
  private RemoteBean poll(RemoteBean bean) throws InterruptedException {
    RemoteBean open = bean;
    try {
      open = bean == null ? connector.connect() : bean;
      last = new Poll(open.read(), ticker.epochMillis(), "");
      return open;
    } catch (WarmupException e) {
      last = new Poll(last.reading, last.epochMillis, e.getMessage());
      close(open);
      return null;
    }
  }

  private void close(RemoteBean bean) {
    if (bean != null && bean != first) {
      bean.close();
    }
  }

  /** Stops the poller without waiting for a pending answer. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
