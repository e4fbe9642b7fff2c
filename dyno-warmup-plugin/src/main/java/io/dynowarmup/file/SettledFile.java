// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.file;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads a small file that another program may be rewriting at this moment. A file that was written
 * to just now is read again until it has been left alone for 50 ms. One without a newline at its
 * end and one that its {@link Format} calls incomplete are read again for up to 1 s after the last
 * write; one that the format refuses, as when it is empty, for up to 5 s: a busy machine may stop
 * its writer for that long.
 */
public final class SettledFile {
  static final long QUIET_MILLIS = 50;
  static final long INCOMPLETE_MILLIS = 1_000;
  static final long LIMIT_MILLIS = 5_000;
  private static final long LOOK_MILLIS = 5;

  private final Ticker ticker;
  private final Pause pause;
  private final long limitMillis;

  SettledFile(Ticker ticker, Pause pause, long limitMillis) {
    this.ticker = ticker;
    this.pause = pause;
    this.limitMillis = limitMillis;
  }

  /** With the clock of this machine. */
  public static SettledFile system() {
    return new SettledFile(Ticker.system(), Pause.system(), LIMIT_MILLIS);
  }

  /** Waits for nothing. */
  public static SettledFile asItIs() {
    return new SettledFile(Ticker.system(), Pause.system(), 0);
  }

  /**
   * What the bytes of a file mean.
   *
   * @param <T> the content
   */
  public interface Format<T> {
    /**
     * @throws WarmupException when they are not such a content, or only a part of one
     */
    T parse(byte[] bytes);

    /** False when the content may be the first part of a longer one. */
    default boolean isComplete(T content) {
      return true;
    }
  }

  /**
   * The content of the file once it has settled, or as it is after 5 s.
   *
   * @param mostBytes a larger file is refused
   * @throws IOException when the file cannot be read, or is larger
   * @throws WarmupException of the format; ABORTED when the thread is interrupted
   */
  public <T> T read(Path path, int mostBytes, Format<T> format) throws IOException {
    Deadline limit = Deadline.after(ticker, limitMillis);
    FileLook first = FileLook.at(path, mostBytes);
    Parsed<T> parsed = Parsed.of(first, format);
    long since = ticker.nanos();
    while (!limit.passed()) {
      long observed = (ticker.nanos() - since) / 1_000_000;
      if (Math.max(observed, first.ageMillis(ticker)) >= parsed.quietMillis()) {
        break;
      }
      await(path);
      FileLook look = FileLook.at(path, mostBytes);
      if (!look.sameFile(first)) {
        first = look;
        parsed = Parsed.of(first, format);
        since = ticker.nanos();
      }
    }
    return parsed.get();
  }

  private void await(Path path) {
    try {
      pause.millis(LOOK_MILLIS, CancelSignal.never());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarmupException(Reason.ABORTED, "interrupted while reading " + path, e);
    }
  }

  /** A content, or why there is none. */
  private static final class Parsed<T> {
    private T content;
    private IOException unreadable;
    private WarmupException malformed;
    private long quietMillis = INCOMPLETE_MILLIS;

    static <T> Parsed<T> of(FileLook look, Format<T> format) {
      Parsed<T> parsed = new Parsed<>();
      parsed.unreadable = look.failure();
      if (look.isMissing()) {
        parsed.quietMillis = QUIET_MILLIS;
      } else if (parsed.unreadable == null) {
        try {
          parsed.content = format.parse(look.bytes());
          if (look.endsInNewline() && format.isComplete(parsed.content)) {
            parsed.quietMillis = QUIET_MILLIS;
          }
        } catch (WarmupException e) {
          parsed.malformed = e;
          parsed.quietMillis = LIMIT_MILLIS;
        }
      }
      return parsed;
    }

    /** How long the file has to have been left alone. */
    long quietMillis() {
      return quietMillis;
    }

    T get() throws IOException {
      if (unreadable != null) {
        throw unreadable;
      }
      if (malformed != null) {
        throw malformed;
      }
      return content;
    }
  }
}
