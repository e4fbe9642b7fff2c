package io.dynowarmup.redis;

import io.dynowarmup.Endpoint;
import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Turns what can go wrong with one Redis into sentences with a remedy. */
final class RedisFailure {
  private final Endpoint endpoint;
  private final RedisAccess access;

  RedisFailure(Endpoint endpoint, RedisAccess access) {
    this.endpoint = endpoint;
    this.access = access;
  }

  /**
   * @param command its name only: arguments may hold a password
   */
  WarmupException broken(String command, Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof IOException) {
        return network(command, (IOException) t);
      }
    }
    return new WarmupException(
        Reason.REDIS_ERROR,
        "Redis "
            + endpoint
            + " answered "
            + command
            + " with something that is not RESP ("
            + cause.getClass().getSimpleName()
            + "); is it a Redis that listens there?",
        cause);
  }

  private WarmupException network(String command, IOException e) {
    String redis = "Redis " + endpoint;
    if (e instanceof SocketTimeoutException) {
      return new WarmupException(
          Reason.TIME_OUT,
          redis
              + " did not answer "
              + command
              + " within "
              + access.timeoutMillis()
              + " ms; check that it is not blocked by a slow command, and that a firewall or"
              + " security group lets this node in",
          e);
    }
    if (e instanceof InterruptedIOException) {
      return new WarmupException(
          Reason.ABORTED,
          "the wait for " + redis + " to answer " + command + " was interrupted",
          e);
    }
    if (e instanceof UnknownHostException) {
      return new WarmupException(
          Reason.UNREACHABLE,
          redis + " has a host name that no address is known for; check the name and the DNS",
          e);
    }
    if (e instanceof NoRouteToHostException || unreachable(e)) {
      return new WarmupException(
          Reason.UNREACHABLE,
          redis + " cannot be reached: there is no route to the host; check that it is up",
          e);
    }
    if (e instanceof ConnectException) {
      return new WarmupException(
          Reason.REFUSED,
          redis
              + " refused the connection: nothing listens there; check that it runs, its port and"
              + " its 'bind' setting",
          e);
    }
    if (e instanceof SSLException) {
      return new WarmupException(
          Reason.REDIS_ERROR,
          redis
              + " did not agree on TLS: "
              + Shortened.of(String.valueOf(e.getMessage()))
              + "; check that it speaks TLS on this port, and that its certificate names the host"
              + " and is signed by an authority that this JVM trusts",
          e);
    }
    if (e instanceof RespGuard.NonsenseException) {
      return new WarmupException(
          Reason.REDIS_ERROR,
          redis
              + " answered "
              + command
              + " with something that is not RESP2: "
              + e.getMessage()
              + "; check the port, and whether it wants TLS",
          e);
    }
    return new WarmupException(
        Reason.REDIS_ERROR,
        redis
            + " broke the connection during "
            + command
            + " ("
            + Shortened.of(String.valueOf(e.getMessage()))
            + "); check its log, its 'maxclients', and whether it wants TLS",
        e);
  }

  private static boolean unreachable(IOException e) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("unreachable");
  }

  /** An error that Redis itself answered. */
  WarmupException answered(String command, String error, Throwable cause) {
    String redis = "Redis " + endpoint;
    if (error.startsWith("-")) {
      error = error.substring(1);
    }
    String word = error.split(" ", 2)[0];
    String says = Shortened.of(error);
    String user = access.username().isEmpty() ? "default" : access.username();
    switch (word) {
      case "DENIED":
        return new WarmupException(
            Reason.DENIED,
            redis
                + " runs in protected mode and does not serve other hosts; give it a password"
                + " ('requirepass'), or set 'protected-mode no' where the network is trusted",
            cause);
      case "NOAUTH":
        return new WarmupException(
            Reason.NOAUTH,
            redis + " wants a password and none is configured for it; configure it",
            cause);
      case "WRONGPASS":
        return new WarmupException(
            Reason.NOAUTH,
            redis
                + " does not accept the password of user '"
                + user
                + "', or the user is disabled; correct user name and password",
            cause);
      case "NOPERM":
        return new WarmupException(
            Reason.NOPERM,
            redis
                + " does not let user '"
                + user
                + "' run "
                + command
                + "; allow it with ACL SETUSER, or configure another user",
            cause);
      case "LOADING":
        return new WarmupException(
            Reason.LOADING,
            redis + " is loading its data set and does not run " + command + " yet; try later",
            cause);
      case "READONLY":
        return new WarmupException(
            Reason.READONLY, redis + " is a read-only replica and does not run " + command, cause);
      default:
        return other(command, says, cause);
    }
  }

  private WarmupException other(String command, String says, Throwable cause) {
    String lower = says.toLowerCase(Locale.ROOT);
    if ("AUTH".equals(command)) {
      if (lower.contains("without any password configured")
          || lower.contains("no password is set")) {
        return new WarmupException(
            Reason.NOAUTH,
            "Redis "
                + endpoint
                + " has no password and one is configured for it; remove the password from the"
                + " settings, or set 'requirepass' there",
            cause);
      }
      return new WarmupException(
          Reason.NOAUTH, "Redis " + endpoint + " does not accept the credentials: " + says, cause);
    }
    return new WarmupException(
        Reason.REDIS_ERROR, "Redis " + endpoint + " answered " + command + " with: " + says, cause);
  }
}
