// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.redis.RedisData;
import io.dynowarmup.sync.KeySynchronizer;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.SyncPass;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Fingerprints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Compares all keys, database by database: first those of the source, then those that only this
 * node has. SCAN returns every key that exists from its start to its end. It may miss a key that a
 * write creates at the source meanwhile. Such a key is compared when the scan of this node returns
 * it, because the key here may still contain data that this node held under that name before.
 */
final class FullPass implements SyncPass {
  /**
   * The highest database number that {@link io.dynowarmup.redis.RedisData#databases} can return.
   */
  static final int HIGHEST_DATABASE = 999_999;

  private static final String START = "0";
  private static final int MOST_UNSEEN = 500;

  private final RedisPair sides;
  private final KeySynchronizer mover;
  private Iterator<Integer> databases;
  private String cursor = "";
  private Side side = Side.NONE;
  private SeenKeySet looked;

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
  static final class Place {
    private final int database;
    private final Side side;
    private final String cursor;

    private Place(int database, Side side, String cursor) {
      this.database = database;
      this.side = side;
      this.cursor = cursor;
    }

    void write(DataOutput out) throws IOException {
      out.writeInt(database);
      out.writeByte(side.ordinal());
      out.writeUTF(cursor);
    }

    /**
     * Reads a position.
     *
     * @throws IOException if the input is not a position
     */
    static Place read(DataInput in) throws IOException {
      int database = in.readInt();
      int side = in.readByte();
      String cursor = in.readUTF();
      boolean known = side >= 0 && side < Side.values().length;
      boolean there = database >= 0 && database <= HIGHEST_DATABASE;
      if (!there || !known || !cursor.matches("\\d{0,20}")) {
        throw new IOException("not a place of a scan: database " + database + ", " + side);
      }
      return new Place(database, Side.values()[side], cursor);
    }
  }

  FullPass(RedisPair sides, KeySynchronizer mover) {
    this.sides = sides;
    this.mover = mover;
  }

  /**
   * Returns a pass that resumes at this position. The keys compared earlier are not known. Keys
   * that exist on both sides and appear in the scan of this node are therefore compared again,
   * unless the rest of the scan of the source returns them.
   */
  static FullPass from(Place place, RedisPair sides, KeySynchronizer mover) {
    FullPass sweep = new FullPass(sides, mover);
    if (place.side != Side.NONE) {
      sweep.databases = sides.databases().stream().filter(db -> db > place.database).iterator();
      sweep.begin(place.database);
      sweep.side = place.side;
      sweep.cursor = place.cursor;
    }
    return sweep;
  }

  /** Returns the keys before {@link #place} that the source still has to be asked about. */
  List<byte[]> unseen() {
    return Collections.unmodifiableList(unseen);
  }

  int database() {
    return sides.database();
  }

  Place place() {
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
        if (mover.drain()) {
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
    looked = null;
    looked = new SeenKeySet(sides.there().size());
    side = Side.THERE;
    cursor = START;
  }

  private void there() throws InterruptedException {
    Fingerprints.Page page = sides.scanThere(cursor);
    page.keys().forEach(looked::add);
    // This node computes its fingerprints while the source is asked for the next page.
    mover.lookLater(page.keys(), page.prints());
    next(page.cursor(), Side.HERE);
  }

  private void here() throws InterruptedException {
    mover.finish();
    RedisData.Page page = sides.scanHere(cursor);
    for (byte[] key : page.keys()) {
      // A key that existed in its comparison and is gone at the source by now is deleted here by
      // the same write.
      if (!looked.surely(key)) {
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
      } else if (!looked.has(key)) {
        missed.add(key);
      }
    }
    if (!only.isEmpty()) {
      mover.look(only, Collections.nCopies(only.size(), Fingerprint.ABSENT));
    }
    if (!missed.isEmpty()) {
      mover.look(missed, sides.printsThere(missed));
    }
  }

  private void next(String newCursor, Side after) {
    cursor = newCursor;
    if (START.equals(newCursor)) {
      side = after;
    }
  }
}
