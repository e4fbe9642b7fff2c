// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Translates failures of the connection to one Redis into sentences with a remedy. */
final class ConnectionFailure {
  private final String redis;
  private final int timeoutMillis;

  ConnectionFailure(Endpoint endpoint, int timeoutMillis) {
    this.redis = "Redis " + endpoint;
    this.timeoutMillis = timeoutMillis;
  }

  /** Translates an exception of the network. */
  WarmupException failed(String command, IOException e) {
    if (e instanceof ProtocolException) {
      return failed(
          Reason.REDIS_ERROR,
          "answered "
              + command
              + " with something that is not RESP: "
              + Shortened.of(String.valueOf(e.getMessage()))
              + "; check the port, and whether it requires TLS",
          e);
    }
    if (e instanceof SocketTimeoutException) {
      return failed(
          Reason.TIME_OUT,
          "did not answer "
              + command
              + " within "
              + timeoutMillis
              + " ms; check that it is not stopped and that no slow command blocks it",
          e);
    }
    if (e instanceof InterruptedIOException) {
      return new WarmupException(
          Reason.ABORTED, "the wait for the answer of " + redis + " was interrupted", e);
    }
    if (e instanceof SSLException) {
      return failed(
          Reason.REDIS_ERROR,
          "and this JVM did not agree on TLS ("
              + Shortened.of(String.valueOf(e.getMessage()))
              + "); check that it speaks TLS on this port, and that its certificate names the"
              + " host and is signed by an authority that this JVM trusts",
          e);
    }
    return unreached(command, e);
  }

  private WarmupException unreached(String command, IOException e) {
    String why = String.valueOf(e.getMessage());
    if (e instanceof UnknownHostException) {
      return failed(
          Reason.UNREACHABLE,
          "has a host name that does not resolve; check the name and the DNS",
          e);
    }
    if (e instanceof NoRouteToHostException
        || why.toLowerCase(Locale.ROOT).contains("unreachable")) {
      return failed(
          Reason.UNREACHABLE,
          "cannot be reached, there is no route to its host; check that it is up",
          e);
    }
    if (e instanceof ConnectException) {
      return failed(
          Reason.REFUSED,
          "refused the connection, nothing listens there; check that it runs, its port and"
              + " its 'bind'",
          e);
    }
    return lost(command, why, e);
  }

  /** Translates the loss of the connection. */
  WarmupException lost(String command, String why, Throwable cause) {
    return failed(
        Reason.CONNECTION_LOST,
        "broke the connection before it had answered "
            + command
            + " ("
            + Shortened.of(why)
            + "); check whether it was restarted, its port, its log, its 'maxclients' and"
            + " 'client-output-buffer-limit normal', and whether it requires TLS",
        cause);
  }

  private WarmupException failed(Reason reason, String what, Throwable cause) {
    return new WarmupException(reason, redis + " " + what, cause);
  }
}
