// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.journal;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.stream.ReplicationStream;
import io.dynowarmup.redis.stream.StreamCommand;
import io.dynowarmup.redis.stream.StreamParser;
import io.dynowarmup.time.Ticker;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a Redis has executed since an offset. It survives a promotion of that Redis, which
 * disconnects its replicas: the promoted Redis continues the stream of its former master.
 *
 * <p>After it is open, nothing throws because of the stream: {@link #doubt} says why a stream ended
 * or cannot be understood. Used by one thread, which calls {@link #read} repeatedly.
 */
public final class Journal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final int BUFFER_BYTES = 64 * 1024;

  /** The most buffers that one call reads, so that it ends however fast the server writes. */
  private static final int MOST_BUFFERS = 64;

  private static final long ACK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A promotion takes a moment; a Redis that is away for longer may have lost its data. */
  private static final long REOPEN_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final String name;
  private final StreamOpener opener;
  private final Ticker ticker;
  private final StreamParser parser;
  private final Ledger ledger;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private String replid;
  private ReplicationStream stream;
  private Cut cut;
  private long acknowledgedNanos;
  private long lostNanos;
  private long triedNanos;
  private boolean closed;

  private Journal(String name, StreamOpener opener, Ticker ticker, String replid, long offset) {
    this.name = name;
    this.opener = opener;
    this.ticker = ticker;
    this.replid = replid;
    this.parser = new StreamParser(offset);
    this.ledger = new Ledger(0);
  }

  /**
   * Opens a journal.
   *
   * @param name name of the Redis, for messages
   * @param offset replication offset of the last byte that is not read. Database 0 must be selected
   *     there.
   * @throws WarmupException if the server does not continue its stream there
   */
  public static Journal open(
      String name, StreamOpener opener, Ticker ticker, String replid, long offset) {
    Journal journal = new Journal(name, opener, ticker, replid, offset);
    journal.connect();
    return journal;
  }

  private void connect() {
    stream = opener.open(replid, parser.addedOffset());
    replid = stream.replid();
    acknowledgedNanos = ticker.nanos() - ACK_NANOS;
  }

  /**
   * Expects a cut. {@link #read} stops behind it until the next one is expected.
   *
   * @param markers values of the markers by key
   */
  public void expect(Map<String, String> markers) {
    cut = new Cut(markers);
  }

  /**
   * Reads what has arrived, at most up to the end of the expected cut.
   *
   * @return whether the expected cut is complete
   */
  public boolean read() {
    for (int i = 0; i < MOST_BUFFERS && !atCut() && !doubt().isPresent(); i++) {
      try {
        parse();
      } catch (WarmupException e) {
        putInDoubt(e.getMessage());
      }
      if (atCut() || !fill()) {
        break;
      }
    }
    if (doubt().isPresent()) {
      closeStream();
    }
    acknowledge();
    return atCut();
  }

  /** Reads what has arrived, whether or not a cut is expected. */
  public void readOn() {
    cut = null;
    read();
  }

  private boolean atCut() {
    return cut != null && cut.complete();
  }

  private void parse() {
    Optional<StreamCommand> next = atCut() ? Optional.empty() : parser.next();
    while (next.isPresent()) {
      boolean last = cut != null && cut.note(next.get());
      ledger.apply(next.get());
      next = last ? Optional.empty() : parser.next();
    }
  }

  /** Reads more bytes; returns whether there were any. */
  private boolean fill() {
    if (doubt().isPresent() || stream == null && !reopened()) {
      return false;
    }
    try {
      int bytes = stream.read(buffer);
      parser.add(buffer, bytes);
      return bytes > 0;
    } catch (WarmupException e) {
      // At once: the next call may come after more writes than the backlog holds.
      lost(e);
      return reopened();
    }
  }

  private void acknowledge() {
    if (stream == null || ticker.nanos() - acknowledgedNanos < ACK_NANOS) {
      return;
    }
    acknowledgedNanos = ticker.nanos();
    try {
      stream.acknowledge(parser.addedOffset());
    } catch (WarmupException e) {
      lost(e);
      reopened();
    }
  }

  private void lost(WarmupException e) {
    LOG.debug("Lost the replication stream of {}; reconnecting", name, e);
    stream.close();
    stream = null;
    lostNanos = ticker.nanos();
    triedNanos = lostNanos - RETRY_NANOS;
  }

  private boolean reopened() {
    long now = ticker.nanos();
    if (closed || now - triedNanos < RETRY_NANOS) {
      return false;
    }
    triedNanos = now;
    try {
      connect();
      return true;
    } catch (WarmupException e) {
      if (e.reason().endsStream() || now - lostNanos > REOPEN_NANOS) {
        putInDoubt(e.getMessage());
      }
      return false;
    }
  }

  private void putInDoubt(String why) {
    ledger.putInDoubt(why);
    closeStream();
  }

  /** Returns why nothing is known about any key; empty if the stream is understood. */
  public Optional<String> doubt() {
    return ledger.doubt().map(why -> name + ": " + why);
  }

  /** Returns the offset up to which the stream was read and understood. */
  public long offset() {
    return parser.offset();
  }

  /**
   * Returns whether it is known that no command has changed the key at this offset or after it, as
   * far as the stream was read.
   */
  public boolean quietSince(JournalKey key, long offset) {
    return !doubt().isPresent() && ledger.quietSince(key, offset);
  }

  Ledger ledger() {
    return ledger;
  }

  /** Returns the expected cut. */
  Cut cut() {
    return cut;
  }

  private void closeStream() {
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }

  /** Ends the stream; the server then no longer lists it. Never throws. */
  @Override
  public void close() {
    closed = true;
    ledger.putInDoubt("the journal is closed");
    closeStream();
  }
}
