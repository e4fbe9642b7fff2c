// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.site.SiteNode;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node whose daemon the test plays. It has a clock of its own. */
final class FakeTarget implements SiteNode {
  final List<String> operations = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();
  private int nextRun = 7;
  long nanos;

  /** Why the daemon does not answer; null if it does. */
  Reason down;

  /** Why the daemon refuses operations; null if it accepts them. */
  Reason refuses;

  /** Happens just before an operation is called. */
  Runnable beforeCall = () -> {};

  FakeTarget() {
    ended("2", "WARMED", "SERVING");
    dump("NONE", "");
  }

  final Ticker ticker() {
    return new Ticker() {
      @Override
      public long nanos() {
        return nanos;
      }

      @Override
      public long epochMillis() {
        return nanos / 1_000_000;
      }
    };
  }

  /** Shows a run that is in progress. */
  void running(String run) {
    values.put("Running", true);
    values.put("RunId", run);
    values.put("NodeState", "WARMING");
  }

  /** Shows the end of a run. */
  void ended(String run, String outcome, String nodeState) {
    values.put("Running", false);
    values.put("LastRun", Collections.singletonMap("runId", run));
    values.put("LastOutcome", outcome);
    values.put("NodeState", nodeState);
    values.put("NodeReason", "as the test says");
  }

  void closed() {
    values.put("BootstrapState", "REQUIRES_BOOTSTRAP");
  }

  void dump(String state, String id) {
    values.put("DumpState", state);
    values.put("DumpId", id);
  }

  @Override
  public Peer peer() {
    return Peer.of(new Endpoint("a", 22122), new Endpoint("a", 8101), "r", "dc", Arrays.asList(1L));
  }

  @Override
  public BeanSnapshot read() {
    answer(down);
    return BeanSnapshot.of(values);
  }

  private static void answer(Reason reason) {
    if (reason != null) {
      throw new WarmupException(reason, "it says " + reason);
    }
  }

  @Override
  public String invoke(String operation, String... arguments) {
    answer(down);
    beforeCall.run();
    answer(refuses);
    operations.add(operation);
    if (operation.equals("start")) {
      running(String.valueOf(nextRun));
      return String.valueOf(nextRun++);
    }
    if (operation.equals("abortDump")) {
      dump("ABORTED", "");
    }
    if (operation.equals("dump")) {
      dump("RUNNING", "");
    }
    return "";
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
