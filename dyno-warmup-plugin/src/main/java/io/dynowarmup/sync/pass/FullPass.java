// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.pass;

import io.dynowarmup.redis.RedisData;
import io.dynowarmup.sync.Comparison;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Fingerprints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Compares all keys, database by database: first those of the source, then those that only this
 * node has. SCAN returns every key that exists from its start to its end. It may miss a key that a
 * write creates at the source meanwhile. Such a key is compared when the scan of this node returns
 * it, because the key here may still contain data that this node held under that name before.
 */
public final class FullPass implements SyncPass {
  /**
   * The highest database number that {@link io.dynowarmup.redis.RedisData#databases} can return.
   */
  public static final int HIGHEST_DATABASE = 999_999;

  private static final String START = "0";
  private static final int MOST_UNSEEN = 500;

  private final RedisPair sides;
  private final Comparison comparison;
  private Iterator<Integer> databases;
  private String cursor = "";
  private Side side = Side.NONE;
  private SeenKeySet seen;

  /**
   * Keys of this node that were not seen at the source; they are collected to ask the source about
   * many at once.
   */
  private List<byte[]> unseen = new ArrayList<>();

  private enum Side {
    NONE,
    THERE,
    HERE,
    DRAIN
  }

  /** The position of a full pass. Immutable. */
  public static final class Place {
    private final int database;
    private final Side side;
    private final String cursor;

    private Place(int database, Side side, String cursor) {
      this.database = database;
      this.side = side;
      this.cursor = cursor;
    }

    public void write(DataOutput out) throws IOException {
      out.writeInt(database);
      out.writeByte(side.ordinal());
      out.writeUTF(cursor);
    }

    /**
     * Reads a position.
     *
     * @throws IOException if the input is not a position
     */
    public static Place read(DataInput in) throws IOException {
      int database = in.readInt();
      int side = in.readByte();
      String cursor = in.readUTF();
      boolean known = side >= 0 && side < Side.values().length;
      boolean there = database >= 0 && database <= HIGHEST_DATABASE;
      if (!there || !known || !cursor.matches("\\d{0,20}")) {
        throw new IOException("Not a position of a scan: database " + database + ", side " + side);
      }
      return new Place(database, Side.values()[side], cursor);
    }
  }

  public FullPass(RedisPair sides, Comparison comparison) {
    this.sides = sides;
    this.comparison = comparison;
  }

  /**
   * Returns a pass that resumes at this position. The keys compared earlier are not known. Keys
   * that exist on both sides and appear in the scan of this node are therefore compared again,
   * unless the rest of the scan of the source returns them.
   */
  public static FullPass from(Place place, RedisPair sides, Comparison comparison) {
    FullPass pass = new FullPass(sides, comparison);
    if (place.side != Side.NONE) {
      pass.databases = sides.databases().stream().filter(db -> db > place.database).iterator();
      pass.begin(place.database);
      pass.side = place.side;
      pass.cursor = place.cursor;
    }
    return pass;
  }

  /** Adds the keys before {@link #place} that the source still has to be asked about. */
  @Override
  public void addOpen(PendingKeys list) {
    unseen.forEach(key -> list.add(sides.database(), key));
  }

  public Place place() {
    return new Place(sides.database(), side, cursor);
  }

  @Override
  public boolean step() throws InterruptedException {
    switch (side) {
      case THERE:
        there();
        return true;
      case HERE:
        here();
        return true;
      case DRAIN:
        if (comparison.drain()) {
          return true;
        }
        return nextDatabase();
      default:
        databases = sides.databases().iterator();
        return nextDatabase();
    }
  }

  private boolean nextDatabase() {
    if (!databases.hasNext()) {
      return false;
    }
    begin(databases.next());
    return true;
  }

  private void begin(int database) {
    sides.select(database);
    // The set for the previous database may fill the rest of the memory, so it is released first.
    seen = null;
    seen = new SeenKeySet(sides.there().size());
    side = Side.THERE;
    cursor = START;
  }

  private void there() throws InterruptedException {
    Fingerprints.Page page = sides.scanThere(cursor);
    page.keys().forEach(seen::add);
    // This node computes its fingerprints while the source is asked for the next page.
    comparison.compareLater(page.keys(), page.prints());
    next(page.cursor(), Side.HERE);
  }

  private void here() throws InterruptedException {
    comparison.finish();
    RedisData.Page page = sides.scanHere(cursor);
    for (byte[] key : page.keys()) {
      // A key that existed in its comparison and is gone at the source by now is deleted here by
      // the same write.
      if (!seen.surely(key)) {
        unseen.add(key);
      }
    }
    next(page.cursor(), Side.DRAIN);
    if (unseen.size() >= MOST_UNSEEN || side == Side.DRAIN) {
      List<byte[]> keys = unseen;
      unseen = new ArrayList<>();
      ask(keys);
    }
  }

  private void ask(List<byte[]> keys) throws InterruptedException {
    List<Boolean> there = sides.presentThere(keys);
    List<byte[]> only = new ArrayList<>();
    List<byte[]> missed = new ArrayList<>();
    for (int i = 0; i < there.size(); i++) {
      byte[] key = keys.get(i);
      if (!there.get(i)) {
        only.add(key);
      } else if (!seen.has(key)) {
        missed.add(key);
      }
    }
    comparison.compareAbsent(only);
    comparison.compare(missed);
  }

  private void next(String newCursor, Side after) {
    cursor = newCursor;
    if (START.equals(newCursor)) {
      side = after;
    }
  }
}
