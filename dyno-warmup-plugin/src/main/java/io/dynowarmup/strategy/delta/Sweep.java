package io.dynowarmup.strategy.delta;

import io.dynowarmup.digest.Fingerprint;
import io.dynowarmup.digest.Fingerprints;
import io.dynowarmup.move.Mover;
import io.dynowarmup.move.Pass;
import io.dynowarmup.move.Sides;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** All keys: those of the source, then those that only this node has; database after database. */
final class Sweep implements Pass {
  private static final String START = "0";

  private final Sides sides;
  private final Mover mover;
  private Iterator<Integer> databases;
  private String cursor = "";
  private Side side = Side.NONE;

  private enum Side {
    NONE,
    THERE,
    HERE,
    DRAIN
  }

  Sweep(Sides sides, Mover mover) {
    this.sides = sides;
    this.mover = mover;
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
    sides.select(databases.next());
    side = Side.THERE;
    cursor = START;
    return true;
  }

  private void there() throws InterruptedException {
    Fingerprints.Page page = sides.scanThere(cursor);
    for (int i = 0; i < page.keys().size(); ) {
      // a page may hold more than was asked for
      int end = Math.min(page.keys().size(), i + sides.throttle().batch());
      mover.look(page.keys().subList(i, end), page.prints().subList(i, end));
      i = end;
    }
    next(page.cursor(), Side.HERE);
  }

  /** What the source has as well was looked at before. */
  private void here() throws InterruptedException {
    Fingerprints.Page page = sides.scanHere(cursor);
    if (!page.keys().isEmpty()) {
      List<Boolean> there = sides.presentThere(page.keys());
      List<byte[]> only = new ArrayList<>();
      List<Fingerprint> absent = new ArrayList<>();
      for (int i = 0; i < there.size(); i++) {
        if (!there.get(i)) {
          only.add(page.keys().get(i));
          absent.add(Fingerprint.ABSENT);
        }
      }
      if (!only.isEmpty()) {
        mover.look(only, absent);
      }
    }
    next(page.cursor(), Side.DRAIN);
  }

  private void next(String newCursor, Side after) {
    cursor = newCursor;
    if (START.equals(newCursor)) {
      side = after;
    }
  }
}
