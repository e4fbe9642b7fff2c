// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.redis.RespGuard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;

/** Wraps a socket and puts a {@link RespGuard} over its input. */
final class GuardedSocket extends Socket {
  private final Socket inner;
  private volatile int expected = 1;

  GuardedSocket(Socket inner) {
    this.inner = inner;
  }

  /** Sets the number of answers that are outstanding together. */
  void expect(int answers) {
    expected = answers;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new RespGuard(inner.getInputStream(), () -> expected);
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return inner.getOutputStream();
  }

  @Override
  public int getSoTimeout() throws SocketException {
    return inner.getSoTimeout();
  }

  @Override
  public void setSoTimeout(int timeout) throws SocketException {
    inner.setSoTimeout(timeout);
  }

  @Override
  public boolean isBound() {
    return inner.isBound();
  }

  @Override
  public boolean isConnected() {
    return inner.isConnected();
  }

  @Override
  public boolean isClosed() {
    return inner.isClosed();
  }

  @Override
  public boolean isInputShutdown() {
    return inner.isInputShutdown();
  }

  @Override
  public boolean isOutputShutdown() {
    return inner.isOutputShutdown();
  }

  @Override
  public void close() throws IOException {
    inner.close();
  }
}
