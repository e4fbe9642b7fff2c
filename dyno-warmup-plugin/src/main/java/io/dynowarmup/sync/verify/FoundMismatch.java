// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

/** Is told of each key that is not the same in two looks. */
interface FoundMismatch {
  FoundMismatch NOBODY = (database, key) -> {};

  void unequal(int database, byte[] key);
}
