// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.unit.Units;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects what this node cannot store: keys that its Redis does not understand, and databases that
 * it does not have. Each is reported once.
 */
public final class LeftOut {
  private static final int MOST_NAMED = 3;

  /** Further keys are counted each time they are met, because they are not remembered. */
  private static final int MOST_KNOWN = 10_000;

  private final Map<Integer, Long> databases = new TreeMap<>();
  private final List<String> named = new ArrayList<>();
  private final Set<ByteBuffer> known = new HashSet<>();
  private long keys;

  public void key(int database, byte[] key, String why) {
    ByteBuffer name = name(database, key);
    if (known.contains(name)) {
      return;
    }
    if (known.size() < MOST_KNOWN) {
      known.add(name);
    }
    keys++;
    if (named.size() < MOST_NAMED) {
      named.add(KeyName.of(database, key) + " (" + why + ")");
    }
  }

  /** Returns whether this key was recorded. */
  boolean holds(int database, byte[] key) {
    return known.contains(name(database, key));
  }

  private static ByteBuffer name(int database, byte[] key) {
    ByteBuffer name = ByteBuffer.allocate(key.length + Integer.BYTES);
    name.putInt(database).put(key).flip();
    return name;
  }

  /**
   * Records a database that this node does not have.
   *
   * @param size number of keys in it at the source
   */
  public void database(int database, long size) {
    databases.put(database, size);
  }

  /** Returns one sentence for each kind; empty if everything could be stored. */
  public List<String> sentences() {
    List<String> all = new ArrayList<>();
    if (keys > 0) {
      all.add(
          Units.count(keys, "key of the source is", "keys of the source are")
              + " missing or different here: "
              + String.join(", ", named)
              + (keys > named.size() ? " and " + (keys - named.size()) + " more" : ""));
    }
    databases.forEach(
        (database, size) ->
            all.add(
                "database "
                    + database
                    + " of the source ("
                    + Units.keys(size)
                    + ") is not here, because the local Redis does not have it; raise its"
                    + " 'databases'"));
    return all;
  }
}
