// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node of a site whose run ends after some readings. */
final class FakeNode implements SiteNode {
  final List<String> operations = Collections.synchronizedList(new ArrayList<>());
  private final Peer peer;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private int left;
  private int runs;
  String preflight = "WOULD_WARM: from there";
  String outcome = "WARMED";
  String reason = "the source broke";
  int readings = 2;
  long differences;

  /** How many readings show the state of before the run, after its end. */
  int late;

  private String recorded;
  boolean down;
  boolean hangs;

  /** Why its daemon refuses all operations; empty if it does not. */
  Optional<Reason> refusal = Optional.empty();

  private boolean open;

  /** Is called before an operation. */
  Runnable called = () -> {};

  /** Is called when a run has ended. */
  Runnable ended = () -> {};

  FakeNode(String datacenter, String rack, long token) {
    String host = datacenter + "." + rack + "." + token;
    this.peer =
        Peer.of(
            new Endpoint(host, 22122),
            new Endpoint(host, 8101),
            rack,
            datacenter,
            Collections.singletonList(token));
    values.put("BootstrapState", "REQUIRES_BOOTSTRAP");
    values.put("Keys", 0L);
    values.put("Version", "1");
    values.put("LastOutcome", "SKIPPED");
  }

  /** Restarts the daemon of a warm node: its start-up run is skipped. */
  FakeNode restarted(String before) {
    Map<String, Object> skipped = new LinkedHashMap<>();
    skipped.put("runId", "8");
    skipped.put("outcome", "SKIPPED");
    skipped.put("reasonCode", "NOT_COLD");
    Map<String, Object> earlier = new LinkedHashMap<>();
    earlier.put("runId", "7");
    earlier.put("outcome", before);
    values.put("LastRun", skipped);
    values.put("History", Arrays.asList(skipped, earlier));
    return with("LastOutcome", "SKIPPED").with("NodeState", "SERVING");
  }

  FakeNode with(String attribute, Object value) {
    values.put(attribute, value);
    return this;
  }

  String started() {
    return operations.stream().filter(o -> o.startsWith("start")).reduce("", (a, b) -> a + b + ";");
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public synchronized BeanSnapshot read() {
    if (down) {
      throw new WarmupException(Reason.REFUSED, "nothing listens there");
    }
    if ("RUNNING".equals(values.get("VerifyState")) && --left <= 0) {
      values.put("VerifyState", "DONE");
      values.put("VerifyKeys", 140L);
      values.put("VerifyDifferences", differences);
    }
    if (Boolean.TRUE.equals(values.get("Running")) && !hangs && --left <= 0) {
      end();
    } else if (recorded != null && --late <= 0) {
      values.put("BootstrapState", recorded);
      recorded = null;
    }
    return BeanSnapshot.of(values);
  }

  private void end() {
    values.put("Running", false);
    values.put("LastOutcome", outcome);
    values.put("LastReason", outcome.equals("WARMED") ? "" : reason);
    Map<String, Object> last = new LinkedHashMap<>();
    last.put("runId", values.get("RunId"));
    last.put("outcome", outcome);
    last.put("reason", values.get("LastReason"));
    last.put("source", values.get("Source"));
    last.put("bytes", 1_000L);
    values.put("LastRun", last);
    boolean together = Boolean.TRUE.equals(values.get("together"));
    String state =
        open
            ? "OPEN"
            : !outcome.equals("WARMED") ? "REQUIRES_BOOTSTRAP" : together ? "BOOTSTRAPPED" : "OPEN";
    recorded = late > 0 ? state : null;
    values.put("BootstrapState", late > 0 ? "REQUIRES_BOOTSTRAP" : state);
    if (outcome.equals("WARMED")) {
      values.put("Keys", 70L);
    }
    ended.run();
  }

  /** The first run is 7; a restarted daemon counts on. */
  private String nextRun() {
    runs++;
    return String.valueOf(6 + runs * runs);
  }

  /** Whether a run without force would leave the node as it is. */
  private boolean isWarm() {
    return Arrays.asList("OPEN", "NOT_REQUIRED").contains(values.get("BootstrapState"));
  }

  @Override
  public String invoke(String operation, String... arguments) {
    called.run();
    return answer(operation, arguments);
  }

  private synchronized String answer(String operation, String... arguments) {
    operations.add(operation + " " + String.join(",", arguments));
    if (down) {
      throw new WarmupException(Reason.REFUSED, "nothing listens there");
    }
    if (refusal.isPresent()) {
      throw new WarmupException(refusal.get(), "not now");
    }
    switch (operation) {
      case "preflight":
        boolean forced = arguments.length > 3 && arguments[3].equals("force");
        return isWarm() && !forced ? "WOULD_SKIP: the node is warm" : preflight;
      case "start":
        values.put("Running", true);
        values.put("RunId", nextRun());
        // A run of an open node leaves it open, whatever its outcome.
        open = "OPEN".equals(values.get("BootstrapState"));
        values.put("BootstrapState", open ? "OPEN" : "BOOTSTRAPPING");
        values.put("Source", arguments[4].replace(":8101", ":22122"));
        values.put("together", arguments[3].equals("together"));
        left = readings;
        return String.valueOf(values.get("RunId"));
      case "verify":
        values.put("VerifyState", "RUNNING");
        left = readings;
        return "begun";
      case "enableIncomingReplication":
        values.put("BootstrapState", "OPEN");
        return "open";
      default:
        throw new IllegalStateException(operation);
    }
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
