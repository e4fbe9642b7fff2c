// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.CancelSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * A store whose requests end although the server or the disk does not answer: at once when a signal
 * is given (ABORTED), or after a limit (TIME_OUT). It is unknown then whether the request was
 * carried out.
 */
public final class AbortableStore implements ChunkStore {
  private static final int PIECE = 256 * 1024;

  private final ChunkStore store;
  private final AbortableCalls calls;

  /**
   * @param store closed with this store
   * @param limit of each request
   */
  public AbortableStore(ChunkStore store, CancelSignal cancel, CallLimit limit) {
    this.store = store;
    this.calls = new AbortableCalls(cancel, limit, store.toString());
  }

  @Override
  public Draft draft() {
    return new AbortableDraft(calls.call(store::draft));
  }

  @Override
  public Optional<InputStream> open(String name) {
    return calls.call(() -> store.open(name)).map(AbortableStream::new);
  }

  @Override
  public List<StoredObject> list(String prefix) {
    return calls.call(() -> store.list(prefix));
  }

  @Override
  public boolean delete(String name) {
    return calls.call(() -> store.delete(name));
  }

  @Override
  public void close() {
    calls.end(store::close);
    calls.close();
  }

  @Override
  public String toString() {
    return store.toString();
  }

  /** Passes the content on in large pieces, because a disk may not take them. */
  private final class AbortableDraft extends Draft {
    private final Draft draft;
    private ByteArrayOutputStream piece = new ByteArrayOutputStream();

    AbortableDraft(Draft draft) {
      this.draft = draft;
    }

    @Override
    public void write(int b) throws IOException {
      piece.write(b);
      flushIfFull();
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      piece.write(bytes, offset, count);
      flushIfFull();
    }

    private void flushIfFull() throws IOException {
      if (piece.size() >= PIECE) {
        try {
          pass();
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
      }
    }

    private void passRest(String name) {
      if (piece.size() > 0) {
        try {
          pass();
        } catch (UncheckedIOException e) {
          throw new WarmupException(
              Reason.FILE,
              "cannot write " + name + " to " + store + ": " + e.getCause().getMessage(),
              e);
        }
      }
    }

    /** An abandoned call may still read its piece, so the next one is another object. */
    private void pass() {
      ByteArrayOutputStream full = piece;
      piece = new ByteArrayOutputStream(full.size());
      calls.call(
          () -> {
            full.writeTo(draft);
            return full;
          });
    }

    @Override
    public void commit(String name) {
      passRest(name);
      calls.call(
          () -> {
            draft.commit(name);
            return name;
          });
    }

    @Override
    public boolean commitIfAbsent(String name) {
      passRest(name);
      return calls.call(() -> draft.commitIfAbsent(name));
    }

    @Override
    public void close() {
      calls.end(draft::close);
    }
  }

  /** Reads an object in large pieces, so that few of them have to be waited for. */
  private final class AbortableStream extends InputStream {
    private final InputStream in;
    private final byte[] piece = new byte[PIECE];
    private int from;
    private int to;
    private boolean abandoned;

    AbortableStream(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      return fill() ? piece[from++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      if (count == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int n = Math.min(count, to - from);
      System.arraycopy(piece, from, bytes, offset, n);
      from += n;
      return n;
    }

    /** Reads the next piece if none is left; returns false at the end. */
    private boolean fill() throws IOException {
      if (from < to) {
        return true;
      }
      if (abandoned) {
        throw new IOException("an earlier read of " + AbortableStore.this + " was abandoned");
      }
      try {
        to = Math.max(0, calls.call(() -> in.read(piece, 0, piece.length)));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      } catch (WarmupException e) {
        abandoned = true;
        if (e.reason() == Reason.ABORTED) {
          throw e;
        }
        throw new IOException(e.getMessage(), e); // as a store that breaks the connection
      } finally {
        from = 0;
      }
      return to > 0;
    }

    @Override
    public void close() {
      calls.end(
          () -> {
            try {
              in.close();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
