// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.relay;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.stream.ReplicationStream;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.unit.Units;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the stream of a source from a planned stop on into a file, so that the source's backlog
 * need not reach back to the stop. The file has no name: nothing is left of it after a crash. A
 * link that breaks is continued. Thread-safe.
 */
public final class HeldStream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeldStream.class);

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final long ACKNOWLEDGE_MILLIS = 1_000;
  private static final long IDLE_MILLIS = 10;
  private static final long AGAIN_MILLIS = 1_000;
  private static final long JOIN_MILLIS = 15_000;

  private final StreamSource source;
  private final String replid;
  private final long begin;
  private final long mostBytes;
  private final Ticker ticker;
  private final FileChannel file;
  private final CancelSignal end = new CancelSignal();
  private final Thread thread = new Thread(this::run, "dyno-warmup-stream");

  /** Offset of the last byte in the file. */
  private volatile long until;

  private HeldStream(
      StreamSource source,
      String replid,
      long begin,
      FileChannel file,
      long mostBytes,
      Ticker ticker) {
    this.source = source;
    this.replid = replid;
    this.begin = begin;
    this.until = begin;
    this.file = file;
    this.mostBytes = mostBytes;
    this.ticker = ticker;
  }

  /**
   * Begins to read on a thread of its own.
   *
   * @param source opens the stream; what a replica announces is empty
   * @param replid replication id of the source
   * @param offset offset of the source at the stop
   * @param path name of the file while it is created; a file of that name is replaced
   * @param mostBytes the most bytes in the file; a longer stream is given up
   * @throws IOException if the file cannot be created
   */
  public static HeldStream begin(
      StreamSource source, String replid, long offset, Path path, long mostBytes, Ticker ticker)
      throws IOException {
    FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    Files.delete(path);
    HeldStream held = new HeldStream(source, replid, offset, file, mostBytes, ticker);
    held.thread.setDaemon(true);
    held.thread.start();
    return held;
  }

  /** Returns whether this is the stream after that stop, and complete so far. */
  public boolean holds(String wantedReplid, long offset) {
    return replid.equals(wantedReplid) && begin == offset && !end.isCancelled();
  }

  /** Returns the offset of the source up to which the stream is here. */
  public long until() {
    return until;
  }

  private void run() {
    try {
      while (!end.isCancelled()) {
        String why = follow();
        if (!end.isCancelled()) {
          LOG.info("The source's stream is interrupted at offset {}: {}", until, why);
          end.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (IOException e) {
      lost("the stream cannot be written: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      lost("it was interrupted");
    } catch (RuntimeException e) {
      lost(String.valueOf(e.getMessage()));
    }
  }

  private void lost(String why) {
    if (end.cancel(why)) {
      LOG.warn("The source's stream since the stop is not held any more: {}", why);
      closeFile();
    }
  }

  /** Reads until the stream ends; returns why it ended. */
  private String follow() throws IOException, InterruptedException {
    try (ReplicationStream stream = source.open(Collections.emptyMap(), replid, until)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      Deadline acknowledge = Deadline.after(ticker, 0);
      while (!end.isCancelled()) {
        int bytes = stream.read(buffer);
        if (bytes > 0) {
          keep(buffer, bytes);
        } else {
          end.await(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        }
        if (acknowledge.passed()) {
          stream.acknowledge(until);
          acknowledge = Deadline.after(ticker, ACKNOWLEDGE_MILLIS);
        }
      }
      return "";
    } catch (WarmupException e) {
      if (e.reason().endsStream()) {
        throw e;
      }
      return e.getMessage();
    }
  }

  private void keep(byte[] buffer, int bytes) throws IOException {
    if (until - begin + bytes > mostBytes) {
      lost("it is longer than " + Units.bytes(mostBytes) + " (resume.stream.bytes)");
      return;
    }
    ByteBuffer left = ByteBuffer.wrap(buffer, 0, bytes);
    while (left.hasRemaining()) {
      file.write(left, until - begin + left.position());
    }
    until += bytes;
  }

  /**
   * Ends the reading, and continues with the stream of the source behind what is here.
   *
   * @param announced options of REPLCONF with which the replica describes itself
   * @return the whole stream since the stop; it closes the file
   * @throws WarmupException SYNC_BROKEN if the stream was lost, or the source cannot continue it;
   *     otherwise if the source does not answer or refuses
   */
  public ReplicationStream take(Map<String, String> announced, StreamSource live) {
    boolean whole = end.cancel("a run resumes the stop");
    join();
    if (!whole) {
      throw new WarmupException(
          Reason.SYNC_BROKEN, "the stream since the stop is not held any more: " + end.reason());
    }
    try {
      ReplicationStream rest = live.open(announced, replid, until);
      LOG.info("Resuming with {} of the stream that were held", Units.bytes(until - begin));
      return new HeldThenLive(file, until - begin, rest);
    } catch (RuntimeException e) {
      closeFile();
      throw e;
    }
  }

  private void join() {
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      closeFile();
      throw new WarmupException(Reason.SYNC_BROKEN, "the stream since the stop does not end");
    }
  }

  private void closeFile() {
    try {
      file.close();
    } catch (IOException e) {
      LOG.debug("Cannot close the stream", e);
    }
  }

  /** Drops what is held, unless a run has taken it. Never throws; may be called more than once. */
  @Override
  public void close() {
    if (end.cancel("it is not needed any more")) {
      closeFile();
    }
  }
}
