// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Calls an operation on all nodes at the same time. */
final class SiteCall {
  private final String operation;
  private final String[] arguments;

  SiteCall(String operation, String... arguments) {
    this.operation = operation;
    this.arguments = arguments.clone();
  }

  /** Waits for all nodes; the answers are in their order. */
  List<CallResult> run(List<SiteNode> nodes) throws InterruptedException {
    List<Callable<CallResult>> calls = new ArrayList<>();
    nodes.forEach(node -> calls.add(() -> call(node)));
    try (NodeThreads threads = new NodeThreads(nodes.size())) {
      return threads.all(calls);
    }
  }

  private CallResult call(SiteNode node) throws InterruptedException {
    try {
      return new CallResult(node.name(), node.invoke(operation, arguments), true);
    } catch (WarmupException e) {
      return new CallResult(node.name(), e.getMessage(), isNothingToAbort(e));
    }
  }

  /** Any other operation that a node refuses has not begun there, also if nothing is running. */
  private boolean isNothingToAbort(WarmupException e) {
    return operation.equals("abort") && e.reason() == Reason.NOT_RUNNING;
  }
}
