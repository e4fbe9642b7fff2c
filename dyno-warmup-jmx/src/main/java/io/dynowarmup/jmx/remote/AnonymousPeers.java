// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Creates the server's sockets for clients without a certificate. The connector asks each client
 * for its certificate with a method that newer Java versions no longer support, and takes their
 * exception for a broken connection. Here that method answers as in older versions for a client
 * without a certificate.
 */
final class AnonymousPeers extends SSLSocketFactory {
  private static final String GONE = "getPeerCertificateChain";

  private final SSLSocketFactory sockets;

  AnonymousPeers(SSLSocketFactory sockets) {
    this.sockets = sockets;
  }

  private static Socket wrapped(Socket socket) {
    return new ForwardingTlsSocket((SSLSocket) socket) {
      @Override
      public SSLSession getSession() {
        return anonymous(super.getSession());
      }
    };
  }

  private static SSLSession anonymous(SSLSession session) {
    return (SSLSession)
        Proxy.newProxyInstance(
            AnonymousPeers.class.getClassLoader(),
            new Class<?>[] {SSLSession.class},
            (proxy, method, args) -> answer(session, method, args));
  }

  private static Object answer(SSLSession session, Method method, Object[] args) throws Throwable {
    if (method.getName().equals(GONE)) {
      throw new SSLPeerUnverifiedException("clients have no certificate");
    }
    try {
      return method.invoke(session, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return wrapped(sockets.createSocket(socket, host, port, autoClose));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return wrapped(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return wrapped(sockets.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return wrapped(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return wrapped(sockets.createSocket(host, port, local, localPort));
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return sockets.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return sockets.getSupportedCipherSuites();
  }
}
