// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import io.dynowarmup.time.CancelSignal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * A store whose requests end at once when a signal is given, although the server or the disk does
 * not answer. They throw ABORTED then, and it is unknown whether the request was carried out.
 */
public final class AbortableStore implements ChunkStore {
  private final ChunkStore store;
  private final AbortableCalls calls;

  /**
   * @param store closed with this store
   */
  public AbortableStore(ChunkStore store, CancelSignal cancel) {
    this.store = store;
    this.calls = new AbortableCalls(cancel, store.toString());
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

  /** Passes the content on; only the request at its end can take long. */
  private final class AbortableDraft extends Draft {
    private final Draft draft;

    AbortableDraft(Draft draft) {
      this.draft = draft;
    }

    @Override
    public void write(int b) throws IOException {
      draft.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      draft.write(bytes, offset, count);
    }

    @Override
    public void commit(String name) {
      calls.call(
          () -> {
            draft.commit(name);
            return name;
          });
    }

    @Override
    public boolean commitIfAbsent(String name) {
      return calls.call(() -> draft.commitIfAbsent(name));
    }

    @Override
    public void close() {
      calls.end(draft::close);
    }
  }

  /** Reads an object in large pieces, so that few of them have to be waited for. */
  private final class AbortableStream extends InputStream {
    private static final int PIECE = 256 * 1024;

    private final InputStream in;
    private byte[] piece = new byte[PIECE];
    private int from;
    private int to;

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
      byte[] into = piece;
      try {
        to = Math.max(0, calls.call(() -> in.read(into, 0, into.length)));
      } catch (UncheckedIOException e) {
        throw e.getCause();
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
