// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

/** The keys that a source is asked for, if it holds only a part of this node's keys. Immutable. */
public interface KeyPart {
  /** Returns whether the key belongs to this part. */
  boolean contains(byte[] key);

  /** Returns about how many of these keys of the source are in the part. */
  long ofSource(long keys);

  /** Returns about how many of these keys of this node are in the part. */
  long ofNode(long keys);
}
