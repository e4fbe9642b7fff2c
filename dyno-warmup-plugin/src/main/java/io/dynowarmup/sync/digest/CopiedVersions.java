// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the source held of each copied key whose fingerprint cannot show that both sides are equal;
 * see {@link Fingerprint#undecided}. The key is equal as long as the source holds the same. Keeps
 * the latest 100,000 keys; an older one is copied again.
 */
public final class CopiedVersions {
  private static final int MOST_KEYS = 100_000;

  private final Map<Name, Fingerprint> versions =
      new LinkedHashMap<Name, Fingerprint>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, Fingerprint> eldest) {
          return size() > MOST_KEYS;
        }
      };

  /** Records that a key was replaced by what the source then held. */
  public void copied(int database, byte[] key, Fingerprint here, Fingerprint there) {
    if (here.byDump() || there.byDump()) {
      versions.put(new Name(database, key), there);
    }
  }

  /** Returns whether the source still holds what was copied. */
  public boolean contains(int database, byte[] key, Fingerprint there) {
    Fingerprint copied = versions.get(new Name(database, key));
    return copied != null && copied.same(there);
  }

  /** A key of one database. */
  private static final class Name {
    private final int database;
    private final ByteBuffer key;

    Name(int database, byte[] key) {
      this.database = database;
      this.key = ByteBuffer.wrap(key);
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Name && ((Name) o).database == database && ((Name) o).key.equals(key);
    }

    @Override
    public int hashCode() {
      return 31 * database + key.hashCode();
    }
  }
}
