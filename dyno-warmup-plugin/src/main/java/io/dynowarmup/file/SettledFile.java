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
 * Reads a small file that another program may be rewriting. It reads the file again until the file
 * has not changed for some time after the last write:
 *
 * <ul>
 *   <li>50 ms, if the content is complete;
 *   <li>1 s, if the content does not end in a newline, or if its {@link Format} calls it
 *       incomplete;
 *   <li>5 s, if the format refuses the content, for example because the file is empty.
 * </ul>
 *
 * <p>The last limit is that long because a busy machine may stop the writer for several seconds.
 */
public final class SettledFile {
  static final long QUIET_MILLIS = 50;
  static final long INCOMPLETE_MILLIS = 1_000;
  static final long LIMIT_MILLIS = 5_000;
  private static final long POLL_MILLIS = 5;

  private final Ticker ticker;
  private final Pause pause;
  private final long limitMillis;

  SettledFile(Ticker ticker, Pause pause, long limitMillis) {
    this.ticker = ticker;
    this.pause = pause;
    this.limitMillis = limitMillis;
  }

  /** Returns a reader that uses the clock of this machine. */
  public static SettledFile system() {
    return new SettledFile(Ticker.system(), Pause.system(), LIMIT_MILLIS);
  }

  /** Returns a reader that reads once and does not wait. */
  public static SettledFile asItIs() {
    return new SettledFile(Ticker.system(), Pause.system(), 0);
  }

  /**
   * Interprets the bytes of a file.
   *
   * @param <T> the content
   */
  public interface Format<T> {
    /**
     * Parses the bytes.
     *
     * @throws WarmupException if the bytes are not valid, or only the first part of a content
     */
    T parse(byte[] bytes);

    /** Returns false if the content may be the first part of a longer one. */
    default boolean isComplete(T content) {
      return true;
    }
  }

  /**
   * Returns the content once the file has settled. After 5 s it returns the content as it is then.
   *
   * @param mostBytes maximum size in bytes; a larger file is refused
   * @throws IOException if the file cannot be read or is larger than {@code mostBytes}
   * @throws WarmupException if the format refuses the content; ABORTED if the thread is interrupted
   */
  public <T> T read(Path path, int mostBytes, Format<T> format) throws IOException {
    Deadline limit = Deadline.after(ticker, limitMillis);
    FileReading first = FileReading.at(path, mostBytes);
    Parsed<T> parsed = Parsed.of(first, format);
    long since = ticker.nanos();
    while (!limit.passed()) {
      long observed = (ticker.nanos() - since) / 1_000_000;
      if (Math.max(observed, first.ageMillis(ticker)) >= parsed.quietMillis()) {
        break;
      }
      await(path);
      FileReading reading = FileReading.at(path, mostBytes);
      if (!reading.sameFile(first)) {
        first = reading;
        parsed = Parsed.of(first, format);
        since = ticker.nanos();
      }
    }
    return parsed.get();
  }

  private void await(Path path) {
    try {
      pause.millis(POLL_MILLIS, CancelSignal.never());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarmupException(Reason.ABORTED, "interrupted while reading " + path, e);
    }
  }

  /** A parsed content, or the reason why there is none. */
  private static final class Parsed<T> {
    private T content;
    private IOException unreadable;
    private WarmupException malformed;
    private long quietMillis = INCOMPLETE_MILLIS;

    static <T> Parsed<T> of(FileReading reading, Format<T> format) {
      Parsed<T> parsed = new Parsed<>();
      parsed.unreadable = reading.failure();
      if (reading.isMissing()) {
        parsed.quietMillis = QUIET_MILLIS;
      } else if (parsed.unreadable == null) {
        try {
          parsed.content = format.parse(reading.bytes());
          if (reading.endsInNewline() && format.isComplete(parsed.content)) {
            parsed.quietMillis = QUIET_MILLIS;
          }
        } catch (WarmupException e) {
          parsed.malformed = e;
          parsed.quietMillis = LIMIT_MILLIS;
        }
      }
      return parsed;
    }

    /** Returns how long the file must have been unchanged, in ms. */
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
