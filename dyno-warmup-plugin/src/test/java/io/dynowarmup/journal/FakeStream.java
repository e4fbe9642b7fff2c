// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.journal;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.stream.ReplicationStream;
import io.dynowarmup.redis.stream.Resp;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A Redis that has only a replication stream. */
final class FakeStream implements StreamOpener {
  final List<String> opened = new ArrayList<>();
  final List<Long> acknowledged = new ArrayList<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private String replid;
  private int connections;
  private int connection;
  private WarmupException refusal;
  private boolean acknowledges = true;
  private int piece = Integer.MAX_VALUE;

  FakeStream(String replid) {
    this.replid = replid;
  }

  FakeStream executes(String... commands) {
    return raw(Resp.commands(commands));
  }

  FakeStream raw(byte[] more) {
    bytes.write(more, 0, more.length);
    return this;
  }

  /** Lets each call of {@link Journal#read} get so many bytes. */
  void inPieces(int size) {
    piece = size;
  }

  /** Disconnects its replicas, as a promotion does. */
  void promote(String newId) {
    replid = newId;
    connection = 0;
  }

  void disconnect() {
    connection = 0;
  }

  void disconnectAtAcknowledgement() {
    acknowledges = false;
  }

  void refuse(WarmupException e) {
    refusal = e;
    connection = 0;
  }

  /** Returns whether a reader is connected. */
  boolean isRead() {
    return connection != 0;
  }

  long offset() {
    return bytes.size();
  }

  @Override
  public ReplicationStream open(String id, long offset) {
    opened.add(id + " " + offset);
    if (refusal != null) {
      throw refusal;
    }
    connection = ++connections;
    return new Reader(connection, (int) offset);
  }

  private final class Reader implements ReplicationStream {
    private final int number;
    private final String id = replid;
    private int at;
    private boolean waits;

    Reader(int number, int at) {
      this.number = number;
      this.at = at;
    }

    private void check() {
      if (number != connection) {
        throw new WarmupException(Reason.CONNECTION_LOST, "end of stream");
      }
    }

    @Override
    public String replid() {
      return id;
    }

    @Override
    public int read(byte[] buffer) {
      check();
      byte[] all = bytes.toByteArray();
      waits = piece != Integer.MAX_VALUE && !waits;
      if (!waits && piece != Integer.MAX_VALUE) {
        return 0;
      }
      int n = Math.min(piece, Math.min(buffer.length, all.length - at));
      System.arraycopy(Arrays.copyOfRange(all, at, at + n), 0, buffer, 0, n);
      at += n;
      return n;
    }

    @Override
    public void acknowledge(long offset) {
      connection = acknowledges ? connection : 0;
      acknowledges = true;
      check();
      acknowledged.add(offset);
    }

    @Override
    public void close() {
      connection = number == connection ? 0 : connection;
    }
  }
}
