// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.sync.digest.Fingerprint;
import java.util.List;
import java.util.function.Supplier;

/** A look at keys whose answer of this node is still to be read. */
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
