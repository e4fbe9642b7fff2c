// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.relay;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.CancelSignal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port to which a running master is attached as if it had always been a replica of the source. It
 * answers PSYNC with {@code +CONTINUE} and passes the stream of the source from one offset on. The
 * master keeps its data; the source begins no full sync and does not fork.
 *
 * <p>The port is on loopback, needs a password and serves one connection, once. A connection that
 * broke is not continued. Thread-safe.
 */
public final class Relay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  /** Redis connects within a second after REPLICAOF. */
  private static final int CONNECT_MILLIS = 20_000;

  private static final long JOIN_MILLIS = 5_000;

  private final StreamSource source;
  private final String replid;
  private final long offset;
  private final Corrections corrections;
  private final String password;
  private final ServerSocket server;
  private final OffsetShift shift = new OffsetShift();
  private final CancelSignal end = new CancelSignal();
  private final Thread thread = new Thread(this::run, "dyno-warmup-relay");
  private volatile Socket replica;
  private volatile boolean corrected;

  private Relay(
      StreamSource source,
      String replid,
      long offset,
      Corrections corrections,
      ServerSocket server) {
    this.source = source;
    this.replid = replid;
    this.offset = offset;
    this.corrections = corrections;
    this.server = server;
    this.password = UUID.randomUUID().toString();
  }

  /**
   * Opens the port and waits on a thread of its own for the replica.
   *
   * @param replid replication id of the source
   * @param offset offset of the source up to which the replica has its data
   * @throws WarmupException STRATEGY_CANNOT if no port can be opened
   */
  public static Relay open(
      StreamSource source, String replid, long offset, Corrections corrections) {
    try {
      ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
      server.setSoTimeout(CONNECT_MILLIS);
      Relay relay = new Relay(source, replid, offset, corrections, server);
      relay.thread.setDaemon(true);
      relay.thread.start();
      return relay;
    } catch (IOException e) {
      throw new WarmupException(
          Reason.STRATEGY_CANNOT, "no port on 127.0.0.1 can be opened: " + e.getMessage(), e);
    }
  }

  /** Returns the port for REPLICAOF. */
  public Endpoint endpoint() {
    return new Endpoint("127.0.0.1", server.getLocalPort());
  }

  /** Returns the password that the replica must send. */
  public String password() {
    return password;
  }

  /** Returns why the relay has ended; empty while it waits or relays. */
  public Optional<String> ended() {
    return end.isCancelled() ? Optional.of(end.reason()) : Optional.empty();
  }

  /** Returns whether the replica has asked for the stream, so that offsets can be translated. */
  public boolean isStreaming() {
    return shift.isKnown();
  }

  /** Returns whether the replica has executed all corrections. */
  public boolean isCorrected() {
    return corrected;
  }

  /** Translates an offset of the replica into one of the source. */
  public long ofSource(long ofReplica) {
    return shift.ofSource(ofReplica);
  }

  /** Translates an offset of the source into one of the replica. */
  public long ofReplica(long ofSource) {
    return shift.ofReplica(ofSource);
  }

  private void run() {
    String why;
    try (ServerSocket port = server;
        Socket accepted = port.accept()) {
      replica = accepted;
      port.close();
      accepted.setTcpNoDelay(true);
      accepted.setSoTimeout(CONNECT_MILLIS);
      why = serve(accepted);
    } catch (IOException e) {
      why = "the local Redis is not attached to the relay any more: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      why = "the relay was interrupted";
    } catch (RuntimeException e) {
      why = String.valueOf(e.getMessage());
    }
    if (end.cancel(why)) {
      LOG.info("The relay has ended: {}", why);
    }
  }

  private String serve(Socket accepted) throws IOException, InterruptedException {
    ReplicaCommands commands = new ReplicaCommands(accepted.getInputStream());
    ReplicaHandshake handshake =
        new ReplicaHandshake(commands, accepted.getOutputStream(), password);
    long begin = handshake.offset();
    try (StreamPump pump = new StreamPump(accepted, commands, shift, corrections, offset)) {
      try {
        pump.from(source.open(handshake.announced(), replid, offset));
      } catch (WarmupException e) {
        handshake.refuse();
        throw e;
      }
      shift.begin(begin, offset);
      handshake.proceed(pump.replid());
      LOG.info(
          "Relaying the source's stream from offset {}, which is {} here", offset + 1, begin + 1);
      while (!end.isCancelled()) {
        boolean moved = pump.pass();
        corrected = pump.isCorrected();
        if (!moved) {
          end.await(1, TimeUnit.MILLISECONDS);
        }
      }
    }
    return end.reason();
  }

  /** Ends the relay and its connections. Never throws; may be called more than once. */
  @Override
  public void close() {
    end.cancel("the relay was closed");
    try {
      server.close();
      Socket open = replica;
      if (open != null) {
        open.close();
      }
      thread.join(JOIN_MILLIS);
    } catch (IOException e) {
      LOG.debug("Cannot close the relay", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
