// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisFailure;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Opens connections to one endpoint, plain or with TLS and the JDK's default trust. */
final class SocketOpener {
  private final Endpoint endpoint;
  private final RedisAccess access;
  private final Ticker ticker;
  private final RedisFailure failure;
  private final Resolver resolver;

  /** Looks up the addresses of a host. */
  interface Resolver {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  SocketOpener(Endpoint endpoint, RedisAccess access, Ticker ticker) {
    this(endpoint, access, ticker, InetAddress::getAllByName);
  }

  SocketOpener(Endpoint endpoint, RedisAccess access, Ticker ticker, Resolver resolver) {
    this.resolver = resolver;
    this.endpoint = endpoint;
    this.failure = new RedisFailure(endpoint, access);
    this.access = access;
    this.ticker = ticker;
  }

  /**
   * Connects within the timeout, to the first address of the host that accepts. The look-up of the
   * host name comes first; only the system's resolver limits it.
   */
  JedisConnection open() throws IOException {
    InetAddress[] addresses = resolver.addresses(endpoint.host());
    Deadline limit = Deadline.after(ticker, access.timeoutMillis());
    IOException failed = new UnknownHostException(endpoint.host());
    for (int i = 0; i < addresses.length; i++) {
      long millis = Math.max(1, limit.leftMillis() / (addresses.length - i));
      LimitedSocket plain = new LimitedSocket(ticker);
      try {
        plain.setTcpNoDelay(true);
        plain.connect(new InetSocketAddress(addresses[i], endpoint.port()), (int) millis);
      } catch (IOException e) {
        plain.close();
        failed = i == 0 ? e : failed;
        continue;
      }
      return connection(plain, addresses[i]);
    }
    throw failed;
  }

  private JedisConnection connection(LimitedSocket plain, InetAddress address) throws IOException {
    try {
      plain.limit(access.timeoutMillis(), 1);
      return new JedisConnection(plain, access.tls() ? tls(plain, address) : plain, failure);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private Socket tls(Socket plain, InetAddress address) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket socket =
        (SSLSocket) factory.createSocket(plain, endpoint.host(), endpoint.port(), true);
    if (!address.isLoopbackAddress()) {
      // the certificate must name the host; on loopback no other host can intercept the connection
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    socket.startHandshake();
    return socket;
  }
}
