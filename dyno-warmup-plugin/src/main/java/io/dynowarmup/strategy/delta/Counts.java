package io.dynowarmup.strategy.delta;

/** What the passes of one transfer have found and done. Numbers of keys. */
final class Counts {
  private long compared;
  private long moved;
  private long removed;
  private long bytes;

  void comparedMore(int keys) {
    compared += keys;
  }

  void movedOne(long payloadBytes) {
    moved++;
    bytes += payloadBytes;
  }

  void removedOne() {
    removed++;
  }

  long compared() {
    return compared;
  }

  long moved() {
    return moved;
  }

  long removed() {
    return removed;
  }

  /** Of the values that were fetched. */
  long bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return compared + " keys compared, " + moved + " moved, " + removed + " removed";
  }
}
