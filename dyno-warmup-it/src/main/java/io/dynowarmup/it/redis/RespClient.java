// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * A minimal client for a Redis or a Dynomite. Client libraries greet with commands at which
 * Dynomite closes the connection. Sends without waiting, so a test can see what is not answered.
 */
public final class RespClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final Socket socket = new Socket();
  private final InputStream in;

  private RespClient(InetSocketAddress address) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(address, TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  public static RespClient connect(InetSocketAddress address) {
    try {
      return new RespClient(address);
    } catch (IOException e) {
      throw new UncheckedIOException("Connecting to " + address, e);
    }
  }

  /** Returns the bytes of a command in the Redis protocol. */
  public static byte[] command(String... words) {
    StringBuilder text = new StringBuilder("*").append(words.length).append("\r\n");
    for (String word : words) {
      int bytes = word.getBytes(StandardCharsets.UTF_8).length;
      text.append('$').append(bytes).append("\r\n").append(word).append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Sends a command. {@link #receive()} returns its answer. */
  public RespClient send(String... words) {
    return sendRaw(command(words));
  }

  /** Sends arbitrary bytes. */
  public RespClient sendRaw(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a command and waits for its answer. */
  public String call(String... words) {
    return send(words).receive();
  }

  /**
   * Returns the next answer, waiting up to 10 s: {@code +OK}, {@code -ERR ...}, {@code :1}; for a
   * bulk string its text, or null; for an array its elements, separated by blanks.
   */
  public String receive() {
    try {
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether an answer has arrived that was not read yet. */
  public boolean hasAnswer() {
    try {
      return in.available() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns whether the other side closed the connection instead of answering. Waits up to 10 s for
   * either.
   */
  public boolean isHungUp() {
    try {
      in.mark(1);
      int next = in.read();
      in.reset();
      return next < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private String read() throws IOException {
    String line = line();
    switch (line.charAt(0)) {
      case '$':
        int length = Integer.parseInt(line.substring(1));
        if (length < 0) {
          return null;
        }
        String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        in.skipNBytes(2);
        return text;
      case '*':
        StringBuilder elements = new StringBuilder();
        for (int i = Integer.parseInt(line.substring(1)); i > 0; i--) {
          elements.append(read()).append(i > 1 ? " " : "");
        }
        return elements.toString();
      default:
        return line;
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("The connection was closed instead of an answer");
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
