// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.io.StreamCorruptedException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.management.RuntimeMBeanException;
import javax.management.remote.JMXServiceURL;
import javax.net.ssl.SSLException;
import javax.security.sasl.SaslException;

/** Describes a failure at the other side of a JMX connection in one sentence. Pure functions. */
final class RemoteFault {
  private static final int MOST_CAUSES = 20;
  // The messages of JMXMP and RMI for a client that uses no TLS or login; they have no type of
  // their own.
  private static final Pattern NOT_GUARDED = Pattern.compile("not support any profile");
  private static final Pattern GUARDED = Pattern.compile("profile");
  private static final Pattern OTHER_PROTOCOL =
      Pattern.compile("non-JRMP server|SSL message|plaintext connection");
  // The exceptions of a connection that the other side has ended, some of them without a message.
  private static final Pattern LOST =
      Pattern.compile(
          "client has been closed|connection has been closed|EOFException|SocketException"
              + "|[Cc]onnection reset|Broken pipe|Socket closed|terminated the connection");

  private RemoteFault() {}

  static WarmupException of(JMXServiceURL url, Throwable e) {
    if (e instanceof WarmupException) {
      return (WarmupException) e;
    }
    if (e instanceof RuntimeMBeanException) {
      return refused(((RuntimeMBeanException) e).getTargetException());
    }
    if (find(e, MalformedURLException.class) != null) {
      return new WarmupException(
          Reason.BAD_ARGUMENT,
          url
              + ": this Java does not know the protocol "
              + url.getProtocol()
              + "; allowed: jmxmp, rmi",
          e);
    }
    if (OTHER_PROTOCOL.matcher(text(last(e))).find()) {
      return noLogin(
          url
              + " does not speak this protocol ("
              + text(last(e))
              + "): check the port, and --truststore if the other side uses TLS",
          e);
    }
    if (NOT_GUARDED.matcher(text(last(e))).find()) {
      return noLogin(
          url
              + " has no login and no TLS: leave out --user, --password-file and --truststore, or"
              + " check the address",
          e);
    }
    if (GUARDED.matcher(text(last(e))).find()) {
      return noLogin(
          url
              + " refuses the login: it requires another combination of login and TLS; check"
              + " --user, --password-file and --truststore",
          e);
    }
    if (find(e, SecurityException.class, SaslException.class, SSLException.class) != null) {
      return noLogin(
          url
              + " refuses the login: "
              + text(last(e))
              + "; check --user, --password-file and --truststore",
          e);
    }
    return unreachable(url, e);
  }

  private static WarmupException noLogin(String text, Throwable e) {
    return new WarmupException(Reason.NOAUTH, text, e);
  }

  /** Returns the exception for a connection that is not there or is lost. */
  private static WarmupException unreachable(JMXServiceURL url, Throwable e) {
    if (find(e, UnknownHostException.class) != null) {
      return new WarmupException(Reason.UNREACHABLE, url + ": the host name does not resolve", e);
    }
    if (find(e, ConnectException.class) != null) {
      return new WarmupException(
          Reason.REFUSED,
          "nothing listens at "
              + url
              + " ("
              + text(last(e))
              + "): check that the daemon is up and that its jmx.port is this one",
          e);
    }
    if (find(e, StreamCorruptedException.class) != null) {
      return new WarmupException(
          Reason.UNREACHABLE,
          url + " answers, but another program listens there: check the port",
          e);
    }
    if (LOST.matcher(text(last(e))).find()) {
      return new WarmupException(
          Reason.UNREACHABLE,
          "the connection to "
              + url
              + " is lost: the process there has ended, or it is another program",
          e);
    }
    return new WarmupException(
        Reason.UNREACHABLE, "no answer from " + url + ": " + text(last(e)), e);
  }

  /** Returns the exception for what the bean itself threw. */
  private static WarmupException refused(RuntimeException e) {
    return new WarmupException(reason(e), text(e), e);
  }

  /** The cause names the reason. Another version of the bean may not, or may have other reasons. */
  private static Reason reason(RuntimeException e) {
    if (e instanceof IllegalArgumentException) {
      return Reason.BAD_ARGUMENT;
    }
    if (!(e instanceof IllegalStateException)) {
      return Reason.INTERNAL;
    }
    String named = e.getCause() == null ? "" : e.getCause().getMessage();
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.name().equals(named))
        .findFirst()
        .orElse(Reason.NOT_RUNNING);
  }

  /** Returns whether the bean itself threw this failure; otherwise the connection failed. */
  static boolean isOfBean(WarmupException e) {
    return e.getCause() instanceof IllegalStateException;
  }

  @SafeVarargs
  private static Throwable find(Throwable e, Class<? extends Throwable>... wanted) {
    Throwable at = e;
    for (int i = 0; at != null && i < MOST_CAUSES; i++) {
      for (Class<? extends Throwable> w : wanted) {
        if (w.isInstance(at)) {
          return at;
        }
      }
      at = at.getCause();
    }
    return null;
  }

  private static Throwable last(Throwable e) {
    Throwable at = e;
    for (int i = 0; at.getCause() != null && i < MOST_CAUSES; i++) {
      at = at.getCause();
    }
    return at;
  }

  /** Returns the message without the names of the wrapping exceptions. */
  private static String text(Throwable e) {
    return e.getMessage() == null
        ? e.getClass().getSimpleName()
        : e.getMessage().replaceFirst("^(([a-z]\\w*\\.)+[A-Z]\\w*: )+", "").replaceAll("\\s+", " ");
  }
}
