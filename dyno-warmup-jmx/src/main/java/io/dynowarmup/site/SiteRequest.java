// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;

/** Describes how a data centre is bootstrapped. Immutable. */
public final class SiteRequest {
  private static final int PARALLEL = 4;

  private final String fromDatacenter;
  private final long timeoutMillis;
  private final int parallel;
  private final boolean together;
  private final boolean forced;

  private SiteRequest(
      String fromDatacenter, long timeoutMillis, int parallel, boolean together, boolean forced) {
    this.fromDatacenter = fromDatacenter;
    this.timeoutMillis = timeoutMillis;
    this.parallel = parallel;
    this.together = together;
    this.forced = forced;
  }

  /**
   * Returns a request that warms four nodes at a time and opens them together.
   *
   * @param datacenter the data centre that has the data
   * @param timeoutMillis how long the bootstrap may take, in milliseconds
   */
  public static SiteRequest from(String datacenter, long timeoutMillis) {
    return new SiteRequest(datacenter, timeoutMillis, PARALLEL, true, false);
  }

  /**
   * Returns a copy that warms so many nodes at the same time.
   *
   * @throws WarmupException BAD_ARGUMENT if it is less than 1
   */
  public SiteRequest parallel(int nodes) {
    if (nodes < 1) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT, "parallel is " + nodes + "; allowed: a whole number from 1 on");
    }
    return new SiteRequest(fromDatacenter, timeoutMillis, nodes, together, forced);
  }

  /** Returns a copy that opens the nodes together, when all are warm, or each with its own run. */
  public SiteRequest together(boolean all) {
    return new SiteRequest(fromDatacenter, timeoutMillis, parallel, all, forced);
  }

  /** Returns a copy that also bootstraps nodes that hold keys or are open. */
  public SiteRequest forced(boolean force) {
    return new SiteRequest(fromDatacenter, timeoutMillis, parallel, together, force);
  }

  String fromDatacenter() {
    return fromDatacenter;
  }

  long timeoutMillis() {
    return timeoutMillis;
  }

  int parallel() {
    return parallel;
  }

  boolean isTogether() {
    return together;
  }

  boolean isForced() {
    return forced;
  }
}
