// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.relay;

import io.dynowarmup.redis.stream.ReplicationStream;
import io.dynowarmup.redis.stream.StreamCommand;
import io.dynowarmup.redis.stream.StreamParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Passes the bytes of the source to the replica and its acknowledgements back. Holds one buffer and
 * one correction; a replica that is slow makes the source wait, as without a relay.
 */
final class StreamPump implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  /**
   * After so many passes without a byte, the pump checks whether the replica is still connected.
   */
  private static final int IDLE_PASSES = 50;

  private static final int COMMAND_MILLIS = 10_000;

  private final Socket replica;
  private final InputStream in;
  private final OutputStream out;
  private final ReplicaCommands commands;
  private final OffsetShift shift;
  private final Corrections corrections;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final StreamParser parser;
  private ReplicationStream stream;
  private long offset;
  private Correction next;
  private boolean last;
  private boolean inserted;
  private long insertedAt;
  private long acknowledged;
  private int idle;

  StreamPump(
      Socket replica,
      ReplicaCommands commands,
      OffsetShift shift,
      Corrections corrections,
      long offset)
      throws IOException {
    this.replica = replica;
    this.in = replica.getInputStream();
    this.out = replica.getOutputStream();
    this.commands = commands;
    this.shift = shift;
    this.corrections = corrections;
    this.offset = offset;
    this.parser = new StreamParser(offset);
  }

  void from(ReplicationStream opened) {
    stream = opened;
  }

  String replid() {
    return stream.replid();
  }

  /** Returns whether the replica has executed the last correction. */
  boolean isCorrected() {
    return last && (!inserted || acknowledged >= shift.ofReplica(insertedAt));
  }

  /**
   * Passes what has arrived on both sides.
   *
   * @return whether there was anything
   */
  boolean pass() throws IOException {
    prepare();
    int bytes = stream.read(buffer);
    if (bytes > 0) {
      send(bytes);
    } else if (next != null && next.offset() == offset) {
      insert();
    }
    return acknowledge(bytes > 0) || bytes > 0;
  }

  /** Asks for the next correction. Nothing is read meanwhile, so its offset is still to come. */
  private void prepare() {
    if (next == null && !last) {
      Optional<Correction> asked = corrections.next();
      next = asked.orElse(null);
      last = !asked.isPresent();
    }
  }

  private void send(int bytes) throws IOException {
    int sent = 0;
    if (next != null && next.offset() <= offset + bytes) {
      sent = (int) (next.offset() - offset);
      send(0, sent);
      insert();
    }
    send(sent, bytes);
  }

  private void send(int from, int to) throws IOException {
    if (!last && from < to) {
      parser.add(Arrays.copyOfRange(buffer, from, to), to - from);
      for (Optional<StreamCommand> c = parser.next(); c.isPresent(); c = parser.next()) {
        corrections.passed(c.get());
      }
    }
    out.write(buffer, from, to - from);
    offset += to - from;
  }

  private void insert() throws IOException {
    byte[] correction = next.commands();
    next = null;
    inserted = true;
    insertedAt = offset;
    shift.insert(offset, correction.length);
    corrections.inserted();
    out.write(correction);
  }

  /** Passes acknowledgements to the source; returns whether there were any. */
  private boolean acknowledge(boolean busy) throws IOException {
    idle = busy ? 0 : idle + 1;
    if (in.available() == 0 && idle < IDLE_PASSES) {
      return false;
    }
    idle = 0;
    boolean some = in.available() > 0;
    replica.setSoTimeout(some ? COMMAND_MILLIS : 1);
    try {
      List<String> command = commands.next();
      if (command.isEmpty()) {
        throw new IOException("it closed its connection");
      }
      if (command.size() == 3
          && "ACK".equalsIgnoreCase(command.get(1))
          && command.get(2).matches("\\d{1,18}")) {
        acknowledged = Long.parseLong(command.get(2));
        stream.acknowledge(shift.ofSource(acknowledged));
      }
      return true;
    } catch (SocketTimeoutException e) {
      if (some) {
        throw e;
      }
      return false;
    }
  }

  @Override
  public void close() {
    if (stream != null) {
      stream.close();
    }
  }
}
