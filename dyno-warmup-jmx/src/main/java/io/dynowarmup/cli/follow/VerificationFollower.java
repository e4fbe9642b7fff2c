// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.follow;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.cli.live.Screen;
import io.dynowarmup.cli.screen.LastVerification;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;

/** Follows a verification of this or of another process to its end. */
public final class VerificationFollower {
  private static final long POLL_MILLIS = 500;
  private static final String GOES_ON =
      "the verification continues: 'verify --last' shows what it found, 'abort' ends it";

  /** Reads the attributes of the verification. */
  public interface Reading {
    BeanSnapshot now() throws InterruptedException;
  }

  private final Reading reading;
  private final Screen screen;
  private final Pause pause;
  private long tenths;

  /** Creates a follower of a verification of this process. */
  public VerificationFollower(Reading reading, Screen screen, Pause pause) {
    this.reading = reading;
    this.screen = screen;
    this.pause = pause;
  }

  /**
   * Follows a verification of another process.
   *
   * @return the last reading, after the end
   */
  public static BeanSnapshot follow(RemoteBean bean, Screen screen, Pause pause)
      throws InterruptedException {
    try (WaitNote note = WaitNote.of(screen, GOES_ON)) {
      return new VerificationFollower(() -> poll(bean), screen, pause).follow();
    }
  }

  /** Returns the last reading, after the end. */
  public BeanSnapshot follow() throws InterruptedException {
    try {
      BeanSnapshot now = reading.now();
      while (now.text("VerifyState").equals("RUNNING")) {
        show(now);
        pause.millis(POLL_MILLIS, CancelSignal.never());
        now = reading.now();
      }
      return now;
    } finally {
      screen.live("");
    }
  }

  /** Without a terminal, prints a line for each further tenth. */
  private void show(BeanSnapshot now) {
    String progress = LastVerification.progress(now);
    long tenth = now.number("VerifyPercent") / 10;
    if (!screen.isLive() && tenth > tenths) {
      tenths = tenth;
      screen.line(progress);
    }
    screen.live(progress);
  }

  private static BeanSnapshot poll(RemoteBean bean) throws InterruptedException {
    try {
      return bean.read();
    } catch (WarmupException e) {
      throw new WarmupException(
          e.reason(),
          e.getMessage() + "; the verification may still be in progress: check 'verify --last'",
          e);
    }
  }
}
