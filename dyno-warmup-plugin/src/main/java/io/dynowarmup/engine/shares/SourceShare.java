// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.shares;

import io.dynowarmup.api.Peer;
import io.dynowarmup.spi.KeyPart;
import io.dynowarmup.topology.ring.KeyRange;
import io.dynowarmup.topology.ring.OwnedKeys;
import io.dynowarmup.topology.ring.TokenRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A part of this node's range, and the nodes that hold it. All of them have the same tokens in
 * rings with the same tokens. Each therefore holds the same keys. Immutable.
 */
public final class SourceShare implements KeyPart {
  /** Number of keys in a sample for {@link #ofSample}. */
  public static final int SAMPLE = 300;

  private static final int PERCENT = 100;

  private final List<Peer> candidates;
  private final KeyRange held;
  private final KeyRange part;
  private final OwnedKeys keys;
  private final List<TokenRange> ranges;
  private final double ofSource;
  private final double ofNode;

  /**
   * @param held all keys that a candidate holds
   * @param part the keys that this node needs from it
   * @param ranges the same as ranges of hashes
   * @param ofSource the share of the candidate's range, above 0 to 1
   * @param ofNode the share of this node's range, above 0 to 1
   */
  SourceShare(
      List<Peer> candidates,
      KeyRange held,
      KeyRange part,
      List<TokenRange> ranges,
      double ofSource,
      double ofNode) {
    this.candidates = Collections.unmodifiableList(new ArrayList<>(candidates));
    this.held = held;
    this.part = part;
    this.keys = new OwnedKeys(part);
    this.ranges = ranges;
    this.ofSource = ofSource;
    this.ofNode = ofNode;
  }

  /** Returns the nodes that hold this part; at least one. */
  public List<Peer> candidates() {
    return candidates;
  }

  /** Returns all keys that a candidate holds. */
  public KeyRange held() {
    return held;
  }

  @Override
  public boolean contains(byte[] key) {
    return part.contains(key);
  }

  /** Returns keys of this part: the prefix followed by a number. See {@link OwnedKeys#find}. */
  public List<String> ownedKeys(String prefix, int count) {
    return keys.find(prefix, count);
  }

  /** Returns the part as ranges of hashes. */
  public List<TokenRange> ranges() {
    return ranges;
  }

  /** Returns whether both are the same part, whatever nodes hold it. */
  public boolean isSamePart(SourceShare other) {
    return ranges.equals(other.ranges);
  }

  /** Returns whether keys can belong to both parts. */
  public boolean overlaps(SourceShare other) {
    return ranges.stream().anyMatch(mine -> other.ranges.stream().anyMatch(mine::overlaps));
  }

  @Override
  public long ofSource(long keys) {
    return Math.round(keys * ofSource);
  }

  @Override
  public long ofNode(long keys) {
    return Math.round(keys * ofNode);
  }

  /**
   * Returns about how many keys of this node are in the part. A hash need not spread keys evenly
   * over the ring, so a sample of them decides.
   *
   * @param sample random keys of this node; if it is empty, the size of the range decides
   * @param keys number of keys of this node
   */
  public long ofSample(List<byte[]> sample, long keys) {
    long inPart = sample.stream().filter(this::contains).count();
    return sample.isEmpty() ? ofNode(keys) : Math.round((double) keys * inPart / sample.size());
  }

  /** Returns a text such as "50 % of this node's range, (100, 2000]". */
  @Override
  public String toString() {
    return Math.round(PERCENT * ofNode) + " % of this node's range, " + RangePlan.text(ranges);
  }
}
