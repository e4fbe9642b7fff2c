// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Translates failures of one Redis into sentences with a remedy.
 *
 * <p>Exceptions for errors that the server returned have no cause. Such an error may repeat the
 * command, including passwords, and logs print causes.
 */
public final class RedisFailure {
  /** Jedis has no exception type for the end of the stream; this is its message. */
  private static final String END_OF_STREAM = "Unexpected end of stream";

  private static final String MAX_CLIENTS = "ERR max number of clients reached";

  private static final String UNKNOWN = " does not know the command ";
  private static final String ANSWERED = " with: ";

  /** The error of a script that calls a command that the server does not know. */
  private static final Pattern CALLED_IN_SCRIPT =
      Pattern.compile("Unknown (Redis )?command called from");

  private static final String RENAMED =
      ": it is renamed or disabled there ('rename-command'), or this version does not have it";

  private final Endpoint endpoint;
  private final RedisAccess access;
  private final ConnectionFailure connection;

  public RedisFailure(Endpoint endpoint, RedisAccess access) {
    this.endpoint = endpoint;
    this.access = access;
    this.connection = new ConnectionFailure(endpoint, access.timeoutMillis());
  }

  /** Translates a failure to connect. */
  public WarmupException notConnected(IOException cause) {
    if (cause instanceof SocketTimeoutException) {
      return failed(
          Reason.TIME_OUT,
          "did not accept a connection within "
              + access.timeoutMillis()
              + " ms; check that its host is up, that no firewall or security group keeps this node"
              + " out"
              + (access.tls() ? ", and that it speaks TLS on this port" : ""),
          cause);
    }
    return connection.failed("the connection", cause);
  }

  /** Translates a missing reply, or one that violates the protocol. */
  public WarmupException broken(String command, Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof IOException) {
        return connection.failed(command, (IOException) t);
      }
    }
    String said = String.valueOf(cause.getMessage());
    if (said.startsWith(END_OF_STREAM)) {
      return connection.lost(command, "end of stream", cause);
    }
    if (said.matches(
        "-?(DENIED|ERR|NOAUTH|WRONGPASS|NOPERM|LOADING|BUSY|MASTERDOWN|NOREPLICAS|MISCONF) .*")) {
      return answered(command, said, "");
    }
    return failed(
        Reason.REDIS_ERROR,
        "did not answer "
            + command
            + " as Redis does ("
            + Shortened.of(said)
            + "); check its port, its log and its 'maxclients', and whether it requires TLS",
        cause);
  }

  /**
   * Translates an error that the server returned.
   *
   * @param secret text that must not appear in the message; empty if there is none
   */
  public WarmupException answered(String command, String error, String secret) {
    String says = error.startsWith("-") ? error.substring(1) : error;
    String code = ScriptRefusal.plain(says).split(" ", 2)[0];
    switch (code) {
      case "DENIED":
        return failed(
            Reason.DENIED,
            "runs in protected mode and serves its own host only; give it a password"
                + " ('requirepass'), or set 'protected-mode no' where the network is trusted");
      case "NOAUTH":
        return failed(
            Reason.NOAUTH,
            "requires a password and none is configured for it; configure its password" + origin());
      case "WRONGPASS":
        return failed(
            Reason.NOAUTH,
            "does not accept the password of user '"
                + user()
                + "', or has disabled the user; correct the user's name and password"
                + origin());
      case "NOPERM":
        return failed(
            Reason.NOPERM, KeyRefusal.phrase(command + ScriptRefusal.command(says), user(), says));
      default:
        return answeredToAll(code, command, says, secret);
    }
  }

  /** Translates an error that does not depend on the user. */
  private WarmupException answeredToAll(String code, String command, String says, String secret) {
    switch (code) {
      case "LOADING":
        return failed(
            Reason.LOADING, "is loading its data set and does not run " + command + " yet");
      case "BUSY":
        return failed(
            Reason.BUSY,
            "runs a script or a module's command that takes longer than its"
                + " 'busy-reply-threshold' ('lua-time-limit') and does not run "
                + command
                + " meanwhile; SCRIPT KILL ends a script");
      case "MASTERDOWN":
        return failed(
            Reason.MASTERDOWN,
            "is a replica without a link to its master and does not run "
                + command
                + " ('replica-serve-stale-data no')");
      case "TRYAGAIN":
      case "CLUSTERDOWN":
        return failed(
            Reason.TRYAGAIN, "does not run " + command + " at the moment: " + Shortened.of(says));
      case "READONLY":
        return failed(Reason.READONLY, "is a read-only replica and does not run " + command);
      case "OOM":
        return failed(
            Reason.OUT_OF_MEMORY,
            "is out of memory and does not run "
                + command
                + "; raise its 'maxmemory', or let it evict ('maxmemory-policy')");
      case "NOREPLICAS":
      case "MISCONF":
        return new WarmupException(Reason.REFUSES_WRITES, WriteRefusal.sentence(redis(), says));
      default:
        return "AUTH".equals(command) ? refusedAuth(says) : other(command, says, secret);
    }
  }

  /** Returns the exception for a reply of a type that Redis does not use for this command. */
  public WarmupException unexpected(String command) {
    return failed(
        Reason.REDIS_ERROR,
        "answered " + command + " in another form than Redis does; check the port");
  }

  private WarmupException refusedAuth(String says) {
    if (says.matches("(?i).*(without any password configured|no password is set).*")) {
      return failed(
          Reason.NOAUTH,
          "has no password and one is configured for it; take it out of the settings, or"
              + " set 'requirepass' on the server");
    }
    if (!says.matches("(?i).*(invalid password|wrong number|unknown command).*")) {
      return other("AUTH", says, access.password().reveal());
    }
    return failed(
        Reason.NOAUTH,
        "does not accept the password of user '"
            + user()
            + "'; correct the user's name and password"
            + origin()
            + " (an ACL user needs Redis 6.0)");
  }

  private String origin() {
    return access.origin().isEmpty() ? "" : " in " + access.origin();
  }

  private WarmupException other(String command, String says, String secret) {
    if (says.startsWith(MAX_CLIENTS)) {
      return failed(
          Reason.BUSY,
          "has as many connections as its 'maxclients' allows and did not take another one"
              + " for "
              + command);
    }
    // "ERR unknown command 'CONFIG', with args beginning with: …" repeats the arguments
    String shown = says.replaceFirst(",? with args beginning with:.*", "");
    shown = secret.isEmpty() ? shown : shown.replace(secret, "****");
    if (CALLED_IN_SCRIPT.matcher(shown).find()) {
      return failed(
          Reason.REDIS_ERROR,
          "does not know a command in the script of "
              + command
              + ": it is renamed or disabled there ('rename-command'); it answered: "
              + Shortened.of(shown));
    }
    if (shown.toLowerCase(Locale.ROOT).startsWith("err unknown command")) {
      return new WarmupException(Reason.REDIS_ERROR, redis() + UNKNOWN + command + RENAMED);
    }
    return failed(Reason.REDIS_ERROR, "answered " + command + ANSWERED + Shortened.of(shown));
  }

  /** Returns whether the exception says that the server does not know the command. */
  public static boolean unknownCommand(WarmupException e) {
    return e.reason() == Reason.REDIS_ERROR && String.valueOf(e.getMessage()).endsWith(RENAMED);
  }

  /** Returns whether the exception says that the server does not know the script of EVALSHA. */
  public static boolean unknownScript(WarmupException e) {
    return String.valueOf(e.getMessage()).contains(ANSWERED + "NOSCRIPT");
  }

  private WarmupException failed(Reason reason, String what) {
    return new WarmupException(reason, redis() + " " + what);
  }

  private WarmupException failed(Reason reason, String what, Throwable cause) {
    return new WarmupException(reason, redis() + " " + what, cause);
  }

  private String redis() {
    return "Redis " + endpoint;
  }

  private String user() {
    return access.username().orElse("default");
  }
}
