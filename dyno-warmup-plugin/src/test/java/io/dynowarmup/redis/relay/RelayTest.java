// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.relay;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.redis.stream.ReplicationStream;
import io.dynowarmup.redis.stream.Resp;
import io.dynowarmup.redis.stream.StreamCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Tests a relay between a stream and a replica that the test plays. */
public class RelayTest {
  private static final long OF_SOURCE = 1_000;
  private static final long OF_REPLICA = 50;

  @Rule public final Timeout limit = Timeout.seconds(60);

  private final BlockingQueue<byte[]> stream = new LinkedBlockingQueue<>();
  private final BlockingQueue<Correction> corrections = new LinkedBlockingQueue<>();
  private final List<String> heard = new ArrayList<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private final Relay relay =
      Relay.open((announced, replid, offset) -> source(), "id", OF_SOURCE, new TestCorrections());
  private Socket replica;

  @After
  public void close() throws IOException {
    relay.close();
    if (replica != null) {
      replica.close();
    }
  }

  /** Returns what the test has put into the queue; the last one has no commands. */
  private final class TestCorrections implements Corrections {
    @Override
    public Optional<Correction> next() {
      try {
        Correction next = corrections.take();
        return next.commands().length == 0 ? Optional.empty() : Optional.of(next);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void passed(StreamCommand command) {
      heard.add(command.name() + " " + command.text(1));
    }

    @Override
    public void inserted() {
      heard.add("inserted");
    }
  }

  private ReplicationStream source() {
    return new ReplicationStream() {
      @Override
      public String replid() {
        return "id";
      }

      @Override
      public int read(byte[] buffer) {
        byte[] next = stream.poll();
        if (next == null) {
          return 0;
        }
        System.arraycopy(next, 0, buffer, 0, next.length);
        return next.length;
      }

      @Override
      public void acknowledge(long offset) {
        acknowledged.set(offset);
      }

      @Override
      public void close() {}
    };
  }

  private void send(String command) throws IOException {
    replica.getOutputStream().write(Resp.command(command));
  }

  private void expect(String text) throws IOException {
    InputStream in = replica.getInputStream();
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    while (found.size() < text.length()) {
      found.write(in.read());
    }
    assertEquals(text, new String(found.toByteArray(), StandardCharsets.ISO_8859_1));
  }

  private void attach() throws IOException {
    replica = new Socket("127.0.0.1", relay.endpoint().port());
    send("AUTH " + relay.password());
    expect("+OK\r\n");
    send("PSYNC ? " + (OF_REPLICA + 1));
    expect("+CONTINUE id\r\n");
  }

  private static String text(String... commands) {
    return new String(Resp.commands(commands), StandardCharsets.ISO_8859_1);
  }

  private void correct(String before, String command) {
    corrections.add(new Correction(OF_SOURCE + before.length(), Resp.command(command)));
  }

  private void noMore() {
    corrections.add(new Correction(0, new byte[0]));
  }

  private void acknowledge(int bytes) throws IOException {
    send("REPLCONF ACK " + (OF_REPLICA + bytes));
  }

  private void awaitAcknowledged(long offset) {
    while (acknowledged.get() != offset) {
      Thread.yield();
    }
  }

  @Test
  public void aCorrectionIsMadeOnceTheReplicaHasExecutedIt() throws Exception {
    String before = text("SET a 1");
    String inserted = text("SET a 2");
    correct(before, "SET a 2");
    noMore();
    attach();
    stream.add(Resp.command("SET a 1"));
    expect(before + inserted);
    acknowledge(before.length() + inserted.length() - 1);
    awaitAcknowledged(OF_SOURCE + before.length() - 1);
    assertFalse(relay.isCorrected());
    acknowledge(before.length() + inserted.length());
    while (!relay.isCorrected()) {
      Thread.yield();
    }
    awaitAcknowledged(OF_SOURCE + before.length());
  }

  @Test
  public void withoutCorrectionsTheReplicaNeedNotAnswer() throws Exception {
    noMore();
    attach();
    while (!relay.isCorrected()) {
      Thread.yield();
    }
  }

  /** A command may arrive in two pieces, and a correction between two commands of one piece. */
  @Test
  public void commandsAreHeardInTheOrderInWhichTheReplicaExecutesThem() throws Exception {
    byte[] all = Resp.commands("SET a 1", "SET b 1", "SET c 1", "SET d 1");
    correct(text("SET a 1", "SET b 1"), "SET x 2");
    correct(text("SET a 1", "SET b 1", "SET c 1"), "SET y 2");
    noMore();
    attach();
    stream.add(Arrays.copyOfRange(all, 0, 40));
    stream.add(Arrays.copyOfRange(all, 40, 70));
    stream.add(Arrays.copyOfRange(all, 70, all.length));
    String whole = text("SET a 1", "SET b 1", "SET x 2", "SET c 1", "SET y 2", "SET d 1");
    expect(whole);
    acknowledge(whole.length());
    while (!relay.isCorrected()) {
      Thread.yield();
    }
    relay.close();
    assertTrue(
        heard.toString(), heard.toString().startsWith("[SET a, SET b, inserted, SET c, inserted"));
  }
}
