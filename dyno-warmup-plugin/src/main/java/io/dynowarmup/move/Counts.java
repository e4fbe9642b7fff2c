package io.dynowarmup.move;

/** What the passes of one transfer have found and done. Numbers of keys. */
public final class Counts {
  private long compared;
  private long moved;
  private long removed;
  private long bytes;

  public void comparedMore(int keys) {
    compared += keys;
  }

  public void movedOne(long payloadBytes) {
    moved++;
    bytes += payloadBytes;
  }

  public void removedOne() {
    removed++;
  }

  public long compared() {
    return compared;
  }

  public long moved() {
    return moved;
  }

  public long removed() {
    return removed;
  }

  /** Of the values that were fetched. */
  public long bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return compared + " keys compared, " + moved + " moved, " + removed + " removed";
  }
}
