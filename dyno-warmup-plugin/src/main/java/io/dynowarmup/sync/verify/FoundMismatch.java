// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

/** Receives each key that differs in two probes. */
interface FoundMismatch {
  FoundMismatch NOBODY = (database, key) -> {};

  void unequal(int database, byte[] key);
}
