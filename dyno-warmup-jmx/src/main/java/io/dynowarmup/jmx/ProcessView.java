// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.WatchedProcess;
import javax.management.openmbean.CompositeData;

/** Shows Redis or Dynomite of this node, as the daemon watches it, over JMX. Immutable. */
public final class ProcessView {
  private final WatchedProcess process;

  private ProcessView(WatchedProcess process) {
    this.process = process;
  }

  static ProcessView of(WatchedProcess process) {
    return new ProcessView(process);
  }

  /** Creates a view for proxies of the bean; JMX requires a method of this name. */
  public static ProcessView from(CompositeData data) {
    return new ProcessView(
        new WatchedProcess(
            (String) data.get("name"),
            (String) data.get("state"),
            (Long) data.get("sinceEpochMillis"),
            (Integer) data.get("restarts"),
            (String) data.get("text")));
  }

  /** Returns {@code Redis} or {@code Dynomite}. */
  public String getName() {
    return process.name();
  }

  public String getState() {
    return process.state();
  }

  /**
   * Returns when the state was first seen, in milliseconds since 1970; -1 before the first probe.
   */
  public long getSinceEpochMillis() {
    return process.sinceEpochMillis();
  }

  public int getRestarts() {
    return process.restarts();
  }

  /** Returns what is wrong and what is being done about it; may be empty. */
  public String getText() {
    return process.text();
  }
}
