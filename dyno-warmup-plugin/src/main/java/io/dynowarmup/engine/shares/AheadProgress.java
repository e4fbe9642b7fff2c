// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.shares;

import io.dynowarmup.api.report.Progress;

/** How far the parts are that are copied while another part is the current one. Immutable. */
public final class AheadProgress {
  private static final double PERCENT = 100;
  private static final int WHOLE = 1_000_000;
  private static final AheadProgress NONE = new AheadProgress(0, 0, 0, 0);

  private final int parts;
  private final double ofNode;
  private final double done;
  private final long bytes;

  private AheadProgress(int parts, double ofNode, double done, long bytes) {
    this.parts = parts;
    this.ofNode = ofNode;
    this.done = done;
    this.bytes = bytes;
  }

  public static AheadProgress none() {
    return NONE;
  }

  /** Returns this progress and that of one more part. */
  public AheadProgress plus(SourceShare share, Progress progress) {
    double size = share.ofNode(WHOLE) / (double) WHOLE;
    return new AheadProgress(
        parts + 1,
        ofNode + size,
        done + size * progress.percent().orElse(0) / PERCENT,
        bytes + progress.bytesDone().orElse(0));
  }

  /** Returns the number of parts. */
  int parts() {
    return parts;
  }

  /** Returns their share of this node's range, 0 to 1. */
  double ofNode() {
    return ofNode;
  }

  /** Returns the share of this node's range that was copied of them, 0 to 1. */
  double done() {
    return done;
  }

  /** Returns the bytes that were copied of them. */
  public long bytes() {
    return bytes;
  }
}
