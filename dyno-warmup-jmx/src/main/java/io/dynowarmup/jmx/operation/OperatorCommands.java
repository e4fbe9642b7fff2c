// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.operation;

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.jmx.notification.NotificationPublisher;
import io.dynowarmup.json.PreflightJson;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Executes the operator's commands. Clients may not have our classes, so exceptions are JDK types.
 * They have the message; that of the cause of an {@link IllegalStateException} is the {@link
 * Reason}.
 */
public final class OperatorCommands {
  private static final int MOST_SECONDS = 86_400;
  private static final List<String> FORMATS = Arrays.asList("text", "json", "answer");

  private final Warmup warmup;
  private final NotificationPublisher notifications;

  public OperatorCommands(Warmup warmup, NotificationPublisher notifications) {
    this.warmup = warmup;
    this.notifications = notifications;
  }

  String start(
      String source, String strategy, String force, String open, String prefer, String manifest) {
    WarmupRequest request =
        WarmupRequest.manual()
            .withSource(given("source", source))
            .preferring(given("prefer", prefer))
            .withStrategy(given("strategy", strategy))
            .withDumps(given("manifest", manifest))
            .by(Caller.text());
    WarmupRequest insisting = isGiven("force", force, "force") ? request.forced() : request;
    WarmupRequest whole =
        isGiven("open", open, "together") ? insisting.openedTogether() : insisting;
    return translatingErrors(() -> warmup.start(whole));
  }

  /** Returns whether an argument is the one word that it may be; false if it is empty. */
  private static boolean isGiven(String name, String value, String word) {
    String text = given(name, value);
    if (!text.isEmpty() && !text.equals(word)) {
      throw new IllegalArgumentException(
          name + " is '" + text + "'; allowed: the word " + word + ", or an empty text");
    }
    return !text.isEmpty();
  }

  String enableIncomingReplication() {
    return translatingErrors(() -> warmup.enableIncomingReplication(Caller.text()));
  }

  String prepareStop() {
    return translatingErrors(() -> warmup.prepareStop(Caller.text()));
  }

  /** JMX tools pass the word null as a null reference. */
  private static String given(String name, String value) {
    if (value == null) {
      throw new IllegalArgumentException(
          name + " is null; give its name, or an empty text to leave the choice to the warm-up");
    }
    return value.trim();
  }

  String abort() {
    boolean empty = isEmpty(warmup.status());
    String id = translatingErrors(() -> warmup.abort("an operator ended it over " + Caller.text()));
    if (Warmup.VERIFICATION.equals(id)) {
      return "the verification is ending";
    }
    return "run "
        + id
        + " is ending: RESTORE puts the node back into service first"
        + (empty ? "; unless the data arrives before, the node serves with 0 keys" : "");
  }

  /** Returns whether the node had no key before the run, and the bulk has not arrived yet. */
  private static boolean isEmpty(WarmupStatus run) {
    return run.keysBefore().orElse(-1) == 0
        && run.phase().compareTo(WarmupPhase.TRANSFER) <= 0
        && run.progress().stage() == Progress.Stage.COPYING;
  }

  String verify(String mode) {
    String wanted = given("mode", mode);
    translatingErrors(
        () -> {
          warmup.verify(wanted);
          return wanted;
        });
    String limitation = warmup.verification().reason();
    return "the verification ("
        + wanted
        + ") has begun: see VerifyState and verification()"
        + (limitation.isEmpty() ? "" : "; " + limitation);
  }

  String verification() {
    return translatingErrors(() -> warmup.verification().text());
  }

  String dump(String force) {
    boolean forced = isGiven("force", force, "force");
    return translatingErrors(
        () -> {
          warmup.dump(forced);
          return "the dump has begun: see DumpState";
        });
  }

  String abortDump() {
    return translatingErrors(
        () -> {
          warmup.abortDump("an operator ended it over " + Caller.text());
          return "the dump is ending";
        });
  }

  String preflight() {
    return preflight("text", "", "", "");
  }

  String preflight(String format, String source, String prefer, String force) {
    String wanted = given("format", format);
    if (!FORMATS.contains(wanted)) {
      throw new IllegalArgumentException(
          "format is '" + wanted + "'; allowed: " + String.join(", ", FORMATS));
    }
    WarmupRequest request =
        WarmupRequest.manual()
            .withSource(given("source", source))
            .preferring(given("prefer", prefer))
            .by(Caller.text());
    WarmupRequest insisting = isGiven("force", force, "force") ? request.forced() : request;
    PreflightReport report = translatingErrors(() -> report(insisting));
    if (wanted.equals("answer")) {
      return report.answer() + ": " + report.why();
    }
    return wanted.equals("json") ? PreflightJson.of(report) : report.text();
  }

  private PreflightReport report(WarmupRequest request) {
    try {
      return warmup.preflight(request);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  String awaitCompletion(String seconds) {
    long millis = TimeUnit.SECONDS.toMillis(seconds(seconds));
    try {
      WarmupStatus status = warmup.await(millis);
      if (!status.running()) {
        notifications.awaitEnd(status.runId().orElse(""));
      }
      return completionText(status, seconds);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static int seconds(String text) {
    boolean digits = text != null && text.matches("[0-9]{1,9}");
    int seconds = digits ? Integer.parseInt(text) : 0;
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new IllegalArgumentException(
          "seconds is "
              + (text == null ? "null" : "'" + text + "'")
              + "; allowed: a whole number from 1 to "
              + MOST_SECONDS
              + ", digits only");
    }
    return seconds;
  }

  private static String completionText(WarmupStatus s, String seconds) {
    if (s.running()) {
      return "RUNNING: run "
          + s.runId().orElse("")
          + " is in "
          + s.phase()
          + " after "
          + s.elapsedMillis()
          + " ms; the "
          + seconds
          + " s are over, the run continues";
    }
    if (!s.outcome().isPresent()) {
      throw new IllegalStateException("no run has been started yet");
    }
    return s.outcome().get() + (s.reason().isEmpty() ? "" : ": " + s.reason());
  }

  private static RuntimeException interrupted() {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted: this process is ending");
  }

  private static <T> T translatingErrors(Supplier<T> call) {
    try {
      return call.get();
    } catch (WarmupException e) {
      throw e.reason() == Reason.BAD_ARGUMENT
          ? new IllegalArgumentException(e.getMessage())
          : new IllegalStateException(e.getMessage(), new IllegalStateException(e.reason().name()));
    }
  }
}
