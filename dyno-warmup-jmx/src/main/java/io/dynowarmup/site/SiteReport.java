// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The result of a bootstrap of a data centre. Immutable. */
public final class SiteReport {
  /** The outcome. */
  public enum Outcome {
    /** Every node is warm and open. */
    DONE,
    /** The time was up. Running nodes continue; another bootstrap continues with the rest. */
    TIMED_OUT,
    /** Some nodes could not be bootstrapped or reached. */
    FAILED,
    /** A precondition does not hold. Nothing was touched. */
    REFUSED
  }

  private final Outcome outcome;
  private final List<String> misses;
  private final List<NodeResult> nodes;
  private final long elapsedMillis;

  SiteReport(Outcome outcome, List<String> misses, List<NodeResult> nodes, long elapsedMillis) {
    this.outcome = outcome;
    this.misses = Collections.unmodifiableList(new ArrayList<>(misses));
    this.nodes = Collections.unmodifiableList(new ArrayList<>(nodes));
    this.elapsedMillis = elapsedMillis;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** Returns the preconditions that do not hold, one sentence each. */
  public List<String> misses() {
    return misses;
  }

  /** Returns one result for each node of the data centre. */
  public List<NodeResult> nodes() {
    return nodes;
  }

  /** Returns how long the bootstrap took, in milliseconds. */
  public long elapsedMillis() {
    return elapsedMillis;
  }

  /** Returns the bytes that came from another data centre. */
  public long bytesFromAfar() {
    return nodes.stream().mapToLong(NodeResult::bytesFromAfar).sum();
  }

  /** Returns the bytes that came from another rack of the same data centre. */
  public long bytesFromNear() {
    return nodes.stream().mapToLong(n -> n.bytes().orElse(0)).sum() - bytesFromAfar();
  }
}
