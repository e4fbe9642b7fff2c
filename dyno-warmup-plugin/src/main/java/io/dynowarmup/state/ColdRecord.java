// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import java.util.Properties;
import java.util.function.BooleanSupplier;

/** What the state file says of a node that start-up runs have not warmed. */
public final class ColdRecord {
  private static final String TAKEN = "cold.keys.taken";
  private static final String ALONE = "cold.no.peer";

  private final Properties fields;
  private final BooleanSupplier leftCold;
  private final Runnable recordCold;

  /**
   * @param leftCold whether the file says that the node is cold
   * @param recordCold writes that it is, and all fields
   */
  ColdRecord(Properties fields, BooleanSupplier leftCold, Runnable recordCold) {
    this.fields = fields;
    this.leftCold = leftCold;
    this.recordCold = recordCold;
  }

  /**
   * A start-up run failed to warm this node.
   *
   * @param taken whether the node was empty then, so that each key since was written here
   */
  public void failed(boolean taken) {
    fields.setProperty(TAKEN, String.valueOf(taken));
    fields.remove(ALONE);
    recordCold.run();
  }

  /** A start-up run found this node empty and no peer, as on the first node of a cluster. */
  public void withoutPeer() {
    if (!leftCold.getAsBoolean()) {
      fields.setProperty(TAKEN, String.valueOf(true));
      fields.setProperty(ALONE, String.valueOf(true));
      recordCold.run();
    }
  }

  /** Whether this node was empty when its last start-up run failed or found no peer. */
  public boolean keysWereTaken() {
    return is(TAKEN);
  }

  /** Whether no run but one that found no peer has left this node cold. */
  public boolean leftAlone() {
    return is(ALONE);
  }

  private boolean is(String field) {
    return leftCold.getAsBoolean() && Boolean.parseBoolean(fields.getProperty(field, ""));
  }

  /**
   * A run begins to change the node; the file is written by the caller.
   *
   * @param keepsData whether what the node holds stays
   */
  void runBegins(boolean keepsData) {
    fields.remove(ALONE);
    if (!keepsData) {
      fields.remove(TAKEN);
    }
  }

  /** The file is written by the caller. */
  void forget() {
    runBegins(false);
  }
}
