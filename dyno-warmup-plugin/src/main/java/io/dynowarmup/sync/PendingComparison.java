// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.sync.digest.Fingerprint;
import java.util.List;
import java.util.function.Supplier;

/** A comparison of keys that still has to read this node's answer. */
final class PendingComparison {
  final List<byte[]> keys;
  final List<Fingerprint> there;
  final Supplier<List<Fingerprint>> here;

  PendingComparison(List<byte[]> keys, List<Fingerprint> there, Supplier<List<Fingerprint>> here) {
    this.keys = keys;
    this.there = there;
    this.here = here;
  }
}
