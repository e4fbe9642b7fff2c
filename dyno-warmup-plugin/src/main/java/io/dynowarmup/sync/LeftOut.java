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
 * Collects what a comparison leaves out: keys that the local Redis does not understand, keys that
 * are not read, and databases that it does not have. Each is reported once.
 */
public final class LeftOut {
  private static final int MOST_NAMED = 3;

  /** Further keys are counted each time they are met, because they are not remembered. */
  private static final int MOST_KNOWN = 10_000;

  private final Map<Integer, Long> databases = new TreeMap<>();
  private final Keys notStored = new Keys();
  private final Keys notRead = new Keys();

  /** Keys of one kind. */
  private static final class Keys {
    private final List<String> named = new ArrayList<>();
    private final Set<ByteBuffer> known = new HashSet<>();
    private long count;

    void add(int database, byte[] key, String detail) {
      ByteBuffer name = name(database, key);
      if (known.contains(name)) {
        return;
      }
      if (known.size() < MOST_KNOWN) {
        known.add(name);
      }
      count++;
      if (named.size() < MOST_NAMED) {
        named.add(KeyName.of(database, key) + " (" + detail + ")");
      }
    }

    private static ByteBuffer name(int database, byte[] key) {
      ByteBuffer name = ByteBuffer.allocate(key.length + Integer.BYTES);
      name.putInt(database).put(key).flip();
      return name;
    }

    String names() {
      return String.join(", ", named)
          + (count > named.size() ? " and " + (count - named.size()) + " more" : "");
    }
  }

  /** Records a key of the source that this node cannot store. */
  public void key(int database, byte[] key, String why) {
    notStored.add(database, key, why);
  }

  /** Records a key of a module whose DUMP would keep a server busy for too long. */
  void unread(int database, byte[] key, String type) {
    notRead.add(database, key, type);
  }

  /** Returns whether this node is known not to be able to store this key. */
  boolean holds(int database, byte[] key) {
    return notStored.known.contains(Keys.name(database, key));
  }

  /**
   * Records a database that this node does not have.
   *
   * @param size number of keys in it at the source
   */
  public void database(int database, long size) {
    databases.put(database, size);
  }

  /** Returns one sentence for each kind; empty if nothing was left out. */
  public List<String> sentences() {
    List<String> all = new ArrayList<>();
    if (notStored.count > 0) {
      all.add(
          Units.count(notStored.count, "key of the source is", "keys of the source are")
              + " missing or different here: "
              + notStored.names());
    }
    if (notRead.count > 0) {
      all.add(
          Units.count(notRead.count, "key of a module takes", "keys of modules take")
              + " more than 4 MiB and may be missing or different here, because a DUMP of that size"
              + " would keep the source busy for too long: "
              + notRead.names()
              + "; strategy=replication copies such keys");
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
