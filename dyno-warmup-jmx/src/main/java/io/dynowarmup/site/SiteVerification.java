// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Verifies all nodes of a site at the same time, and waits until the last one has ended. A node
 * that cannot be reached, or that refuses, stops no other.
 */
final class SiteVerification {
  private static final long POLL_MILLIS = 500;

  private final Map<SiteNode, VerifyResult> nodes = new LinkedHashMap<>();
  private final Pause pause;
  private final Consumer<List<VerifyResult>> progress;

  /**
   * @param progress receives the nodes after each poll
   */
  SiteVerification(List<SiteNode> nodes, Pause pause, Consumer<List<VerifyResult>> progress) {
    nodes.forEach(node -> this.nodes.put(node, VerifyResult.running(node.name())));
    this.pause = pause;
    this.progress = progress;
  }

  List<VerifyResult> run() throws InterruptedException {
    List<SiteNode> all = new ArrayList<>(nodes.keySet());
    List<CallResult> begun = new SiteCall("verify", "full").run(all);
    for (int i = 0; i < all.size(); i++) {
      if (!begun.get(i).isDone()) {
        nodes.put(all.get(i), VerifyResult.failed(begun.get(i).node(), begun.get(i).text()));
      }
    }
    while (nodes.values().stream().anyMatch(VerifyResult::isRunning)) {
      pause.millis(POLL_MILLIS, CancelSignal.never());
      for (Map.Entry<SiteNode, VerifyResult> node : nodes.entrySet()) {
        if (node.getValue().isRunning()) {
          node.setValue(read(node.getKey()));
        }
      }
      progress.accept(results());
    }
    return results();
  }

  private static VerifyResult read(SiteNode node) throws InterruptedException {
    BeanSnapshot now;
    try {
      now = node.read();
    } catch (WarmupException e) {
      return VerifyResult.failed(
          node.name(), e.getMessage() + "; the verification may still be in progress there");
    }
    return VerifyResult.of(node.name(), now);
  }

  private List<VerifyResult> results() {
    return new ArrayList<>(nodes.values());
  }
}
