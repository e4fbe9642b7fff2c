// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.jmx.remote.PasswordReading;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;

/**
 * Reads the bean again and again on a thread of its own, so that a daemon that does not answer
 * holds up neither the screen nor its keys; and connects anew when it is gone.
 */
final class StatusPoller implements AutoCloseable {
  private static final long BETWEEN_MILLIS = 500;

  /** How to get to the bean again. */
  public interface Connector {
    RemoteBean connect() throws InterruptedException;
  }

  /** What one look brought, and when. Immutable. */
  static final class Look {
    /** Null before the first answer. */
    final PasswordReading reading;

    final long epochMillis;

    /** Why there is no newer one; empty when there is nothing to be said. */
    final String trouble;

    private Look(PasswordReading reading, long epochMillis, String trouble) {
      this.reading = reading;
      this.epochMillis = epochMillis;
      this.trouble = trouble;
    }
  }

  private final Connector connector;
  private final RemoteBean first;
  private final Ticker ticker;
  private final Thread thread = new Thread(this::run, "dyno-warmup-watch");
  private volatile Look last;

  /**
   * @param first is not closed here
   */
  StatusPoller(Connector connector, RemoteBean first, Ticker ticker) {
    this.connector = connector;
    this.first = first;
    this.ticker = ticker;
    this.last = new Look(null, ticker.epochMillis(), "");
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** The last one: another object after each. */
  Look last() {
    return last;
  }

  private void run() {
    RemoteBean bean = first;
    try {
      while (true) {
        bean = look(bean);
        Pause.system().millis(BETWEEN_MILLIS, CancelSignal.never());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(bean);
    }
  }

  /**
   * @return null when the connection is lost
   */
  private RemoteBean look(RemoteBean bean) throws InterruptedException {
    RemoteBean open = bean;
    try {
      open = bean == null ? connector.connect() : bean;
      last = new Look(open.read(), ticker.epochMillis(), "");
      return open;
    } catch (WarmupException e) {
      last = new Look(last.reading, last.epochMillis, e.getMessage());
      close(open);
      return null;
    }
  }

  private void close(RemoteBean bean) {
    if (bean != null && bean != first) {
      bean.close();
    }
  }

  /** Does not wait for an answer that is still to come. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
