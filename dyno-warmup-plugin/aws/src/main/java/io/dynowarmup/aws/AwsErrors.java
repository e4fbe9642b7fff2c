// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Translates what the SDK throws. A message names the server and the code of the error, never a
 * credential.
 */
public final class AwsErrors {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int MOVED = 301;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private static final List<String> NO_SERVER =
      Arrays.asList("NoSuchBucket", "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue");
  private static final List<String> BAD_CREDENTIALS =
      Arrays.asList(
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidToken",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "MissingAuthenticationToken",
          "AuthFailure");
  private static final List<String> CLOCK =
      Arrays.asList("RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture");

  private AwsErrors() {}

  /**
   * Returns the error in this library's terms.
   *
   * @param what the store or the queue, as a user knows it
   */
  public static WarmupException translate(SdkException e, String what) {
    if (e instanceof AwsServiceException) {
      return service((AwsServiceException) e, what);
    }
    if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
      return error(Reason.TIME_OUT, what + " did not answer in time", e);
    }
    if (e instanceof AbortedException) {
      return error(Reason.ABORTED, what + ": the request was interrupted", e);
    }
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      Optional<WarmupException> found = network(cause, what, e);
      if (found.isPresent()) {
        return found.get();
      }
    }
    String message = String.valueOf(e.getMessage());
    if (message.contains("load credentials")) {
      return error(
          Reason.NOAUTH,
          what
              + ": no credentials were found; the SDK looks for AWS_ACCESS_KEY_ID and"
              + " AWS_SECRET_ACCESS_KEY, for a profile, and for the role of the instance",
          e);
    }
    if (message.contains("region")) {
      return error(
          Reason.BAD_ARGUMENT, what + ": no region is known; add ?region=NAME to the URI", e);
    }
    return error(Reason.FILE, what + ": " + firstLine(message), e);
  }

  private static Optional<WarmupException> network(Throwable cause, String what, SdkException e) {
    if (cause instanceof UnknownHostException || cause instanceof NoRouteToHostException) {
      return Optional.of(
          error(Reason.UNREACHABLE, what + ": no route to " + cause.getMessage(), e));
    }
    if (cause instanceof ConnectException) {
      return Optional.of(error(Reason.REFUSED, what + " refuses connections", e));
    }
    if (cause instanceof SocketTimeoutException) {
      return Optional.of(error(Reason.TIME_OUT, what + " did not answer in time", e));
    }
    if (cause instanceof IOException) {
      return Optional.of(
          error(Reason.CONNECTION_LOST, what + ": " + firstLine(cause.toString()), e));
    }
    return Optional.empty();
  }

  private static WarmupException service(AwsServiceException e, String what) {
    String code = code(e);
    if (NO_SERVER.contains(code)) {
      return error(Reason.NO_STORE, what + " does not exist", e);
    }
    if (CLOCK.contains(code)) {
      return error(
          Reason.NOAUTH,
          what + " refuses the requests: the clock of this machine is wrong (" + code + ")",
          e);
    }
    if (BAD_CREDENTIALS.contains(code) || e.statusCode() == UNAUTHORIZED) {
      return error(Reason.NOAUTH, what + " does not accept the credentials" + shown(e), e);
    }
    if (e.statusCode() == FORBIDDEN) {
      return error(Reason.NOPERM, what + ": the credentials do not permit it" + shown(e), e);
    }
    if (e.statusCode() == MOVED) {
      return error(
          Reason.BAD_ARGUMENT, what + " is in another region; add ?region=NAME to the URI", e);
    }
    if (e.isThrottlingException() || e.statusCode() == TOO_MANY_REQUESTS) {
      return error(Reason.BUSY, what + " limits the rate" + shown(e), e);
    }
    if (e.statusCode() >= SERVER_ERROR) {
      return error(Reason.BUSY, what + " cannot serve requests at the moment" + shown(e), e);
    }
    return error(Reason.FILE, what + " refuses the request" + shown(e), e);
  }

  /** Returns the code of the error; empty if the server sent none. */
  public static String code(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }

  private static String shown(AwsServiceException e) {
    String code = code(e);
    String message = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
    return " (HTTP "
        + e.statusCode()
        + (code.isEmpty() ? "" : ", " + code)
        + (message == null || message.isEmpty() ? "" : ": " + firstLine(message))
        + ")";
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    return line.length() > 300 ? line.substring(0, 300) + "..." : line;
  }

  private static WarmupException error(Reason reason, String message, SdkException cause) {
    return new WarmupException(reason, message, cause);
  }
}
