// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.Endpoint;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that reads commands and answers as its script says, byte for byte. */
public final class FakeRedis implements AutoCloseable {
  /** Answers commands. */
  public interface Script {
    /**
     * Answers one command.
     *
     * @param command its words, separated by blanks
     * @param connection number of the connection, from 1
     * @return whether to continue; false closes the connection
     */
    boolean answer(String command, Replies out, int connection) throws Exception;
  }

  /** Writes the answers. */
  public static final class Replies {
    private final OutputStream out;

    Replies(OutputStream out) {
      this.out = out;
    }

    public boolean raw(String text) throws IOException {
      return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public boolean raw(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
      return true;
    }

    public boolean ok() throws IOException {
      return raw("+OK\r\n");
    }

    public boolean error(String message) throws IOException {
      return raw("-" + message + "\r\n");
    }

    public boolean bulk(String text) throws IOException {
      return raw("$" + text.length() + "\r\n" + text + "\r\n");
    }
  }

  private final ServerSocket server;
  private final Script script;
  private final String greeting;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  public FakeRedis(Script script) throws IOException {
    this("", script);
  }

  /**
   * Starts the server.
   *
   * @param greeting sent to each client before the connection is closed; empty for none
   */
  public FakeRedis(String greeting, Script script) throws IOException {
    this.greeting = greeting;
    this.script = script;
    this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    start(this::accept);
  }

  public Endpoint endpoint() {
    return new Endpoint("127.0.0.1", server.getLocalPort());
  }

  /** Returns the commands of all connections. */
  public List<String> commands() {
    return commands;
  }

  public int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        int number = connections.incrementAndGet();
        start(() -> serve(socket, number));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket, int number) {
    try (Socket s = socket) {
      InputStream in = new BufferedInputStream(s.getInputStream());
      Replies out = new Replies(s.getOutputStream());
      if (!greeting.isEmpty()) {
        out.raw(greeting);
        return;
      }
      for (String command = read(in); command != null; command = read(in)) {
        commands.add(command);
        if (!script.answer(command, out, number)) {
          return;
        }
      }
    } catch (Exception e) {
      // the client has closed the connection, or the test is over
      sockets.remove(socket);
    }
  }

  private static String read(InputStream in) throws IOException {
    String head = line(in);
    if (head == null) {
      return null;
    }
    List<String> words = new ArrayList<>();
    for (int i = Integer.parseInt(head.substring(1)); i > 0; i--) {
      byte[] word = new byte[Integer.parseInt(line(in).substring(1))];
      for (int n = 0; n < word.length; n++) {
        word[n] = (byte) in.read();
      }
      line(in);
      words.add(new String(word, StandardCharsets.UTF_8));
    }
    return String.join(" ", words);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return null;
      }
      line.append((char) c);
    }
    return line.toString().trim();
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "fake-redis");
    thread.setDaemon(true);
    thread.start();
  }
}
