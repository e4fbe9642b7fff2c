// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

/** The name of a key, with its database. Immutable. */
final class Name {
  private final int database;
  private final byte[] key;

  Name(int database, byte[] key) {
    this.database = database;
    this.key = key;
  }

  int database() {
    return database;
  }

  byte[] key() {
    return key;
  }
}
