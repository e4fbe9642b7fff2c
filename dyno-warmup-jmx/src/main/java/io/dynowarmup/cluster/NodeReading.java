// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cluster;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one node at one moment, under the names of the MBean's attributes. Immutable.
 */
public final class NodeReading {
  /** Where the values come from. */
  public enum Origin {
    /** The MBean of the node's daemon. */
    DAEMON,
    /** Its Redis and its Dynomite, because no MBean answered. */
    DIRECT,
    /** Nothing has answered yet, or in time. */
    NONE
  }

  private static final Set<Reason> NOT_THERE =
      EnumSet.of(Reason.REFUSED, Reason.TIME_OUT, Reason.UNREACHABLE);

  private final ClusterMember member;
  private final Origin origin;
  private final BeanSnapshot values;
  private final Optional<WarmupException> jmxProblem;
  private final long epochMillis;

  /**
   * Creates a reading.
   *
   * @param values always NodeState and NodeReason; the other attributes as far as they are known
   * @param jmxProblem why the MBean did not answer; empty if it did
   */
  public NodeReading(
      ClusterMember member,
      Origin origin,
      BeanSnapshot values,
      Optional<WarmupException> jmxProblem,
      long epochMillis) {
    this.member = member;
    this.origin = origin;
    this.values = values;
    this.jmxProblem = jmxProblem;
    this.epochMillis = epochMillis;
  }

  public ClusterMember member() {
    return member;
  }

  public Origin origin() {
    return origin;
  }

  /** Returns the values; read directly, a node has no run, and its last run is unknown. */
  public BeanSnapshot values() {
    return values;
  }

  /** Returns the name of an {@link io.dynowarmup.api.NodeState}. */
  public String state() {
    return values.text("NodeState").isEmpty() ? "UNKNOWN" : values.text("NodeState");
  }

  /** Returns why the node is in this state, a sentence. */
  public String reason() {
    return values.text("NodeReason");
  }

  /** Returns why the MBean did not answer, a sentence; empty if it did. */
  public Optional<String> jmxProblem() {
    return jmxProblem.map(WarmupException::getMessage);
  }

  /**
   * Returns why the MBean did not answer if a daemon may well be there and the operator can do
   * something about it, such as a refused login.
   */
  public Optional<String> jmxRefusal() {
    return jmxProblem.filter(e -> !NOT_THERE.contains(e.reason())).map(Throwable::getMessage);
  }

  /** Returns the time of the reading in milliseconds since 1970. */
  public long epochMillis() {
    return epochMillis;
  }
}
