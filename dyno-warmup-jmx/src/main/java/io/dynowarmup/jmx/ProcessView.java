// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.WatchedProcess;
import javax.management.openmbean.CompositeData;

/** Redis or Dynomite of this node as the daemon watches it, as JMX shows it. */
public final class ProcessView {
  private final WatchedProcess process;

  private ProcessView(WatchedProcess process) {
    this.process = process;
  }

  static ProcessView of(WatchedProcess process) {
    return new ProcessView(process);
  }

  /** For proxies of the bean: JMX looks for a method of this name. */
  public static ProcessView from(CompositeData data) {
    return new ProcessView(
        new WatchedProcess(
            (String) data.get("name"),
            (String) data.get("state"),
            (Long) data.get("sinceEpochMillis"),
            (Integer) data.get("restarts"),
            (String) data.get("text")));
  }

  /** Redis or Dynomite. */
  public String getName() {
    return process.name();
  }

  public String getState() {
    return process.state();
  }

  /** -1 before the first look. */
  public long getSinceEpochMillis() {
    return process.sinceEpochMillis();
  }

  public int getRestarts() {
    return process.restarts();
  }

  /** Why it is not as it should be, and what is done; may be empty. */
  public String getText() {
    return process.text();
  }
}
