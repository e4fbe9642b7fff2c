// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.shares;

import io.dynowarmup.api.Peer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A part of this node's range that has arrived, with its source. Immutable. */
public final class ArrivedShare {
  private final Peer source;
  private final SourceShare share;
  private final List<String> doubts;
  private final String served;

  ArrivedShare(Peer source, SourceShare share, List<String> doubts, String served) {
    this.source = source;
    this.share = share;
    this.doubts = Collections.unmodifiableList(new ArrayList<>(doubts));
    this.served = served;
  }

  public Peer source() {
    return source;
  }

  public SourceShare share() {
    return share;
  }

  /** Returns what may be missing, in sentences; empty if the part is complete. */
  public List<String> doubts() {
    return doubts;
  }

  String served() {
    return served;
  }

  @Override
  public String toString() {
    return share + " from " + source;
  }
}
