// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checks what has to hold for every node before the first one is touched. The node itself checks
 * clocks, versions, memory and credentials: its preflight decides as a run would.
 */
final class Preconditions {
  private static final List<String> NOT_WARM = Arrays.asList("FAILED", "PARTIAL", "ABORTED");
  private static final String WOULD_WARM = "WOULD_WARM";

  private final SiteRequest request;
  private final Sources sources;

  Preconditions(SiteRequest request, Sources sources) {
    this.request = request;
    this.sources = sources;
  }

  /**
   * Checks a node on which nothing has begun.
   *
   * @return what does not hold, a sentence; empty if all holds, or if it is done or unreachable
   */
  Optional<String> miss(NodeTask task) throws InterruptedException {
    if (!task.is(NodeResult.State.NOT_BEGUN) || task.isChecked()) {
      return Optional.empty();
    }
    task.checked();
    return why(task);
  }

  private Optional<String> why(NodeTask task) throws InterruptedException {
    BeanSnapshot now = task.reading();
    Optional<BootstrapState> bootstrap = task.bootstrap();
    if (!bootstrap.isPresent()) {
      return Optional.of(
          "its daemon (version " + now.text("Version") + ") does not know requires.bootstrap");
    }
    if (bootstrap.get() == BootstrapState.NOT_REQUIRED && !request.isForced()) {
      return Optional.of("it is not closed: set requires.bootstrap=true there");
    }
    long keys = now.number("Keys");
    boolean remains =
        bootstrap.get() == BootstrapState.BOOTSTRAPPING
            || NOT_WARM.contains(now.text("LastOutcome"));
    if (keys > 0 && !remains && !request.isForced()) {
      return Optional.of(
          "it is not empty: it holds " + Units.keys(keys) + " (--force replaces them)");
    }
    Optional<SourceChoice> from = sources.from(task);
    if (!from.isPresent()) {
      return Optional.of(
          "no node of "
              + request.fromDatacenter()
              + " that serves holds its token "
              + task.node().tokens());
    }
    return preflight(task, from.get());
  }

  private Optional<String> preflight(NodeTask task, SourceChoice from) throws InterruptedException {
    try {
      String answer =
          request.isForced()
              ? task.node().invoke("preflight", "answer", "", from.address(), "force")
              : task.node().invoke("preflight", "answer", "", from.address());
      List<String> ways = new ArrayList<>(Arrays.asList(answer.split(": ", 2)));
      return ways.get(0).equals(WOULD_WARM)
          ? Optional.empty()
          : Optional.of(ways.size() > 1 ? ways.get(1) : answer);
    } catch (WarmupException e) {
      return Optional.of(e.getMessage());
    }
  }
}
