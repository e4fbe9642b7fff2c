// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import java.util.Properties;
import java.util.function.BooleanSupplier;

/** Holds what the state file records about a node that is cold. */
public final class ColdRecord {
  private static final String TAKEN = "cold.keys.taken";
  private static final String ALONE = "cold.no.peer";

  private final Properties fields;
  private final BooleanSupplier leftCold;
  private final Runnable recordCold;

  /**
   * @param fields fields of the state file
   * @param leftCold whether the file records the node as cold
   * @param recordCold records the node as cold and writes all fields
   */
  ColdRecord(Properties fields, BooleanSupplier leftCold, Runnable recordCold) {
    this.fields = fields;
    this.leftCold = leftCold;
    this.recordCold = recordCold;
  }

  /**
   * Records that a start-up run failed to warm this node.
   *
   * @param taken whether the node was empty then; every later key was then written here
   */
  public void failed(boolean taken) {
    fields.setProperty(TAKEN, String.valueOf(taken));
    fields.remove(ALONE);
    recordCold.run();
  }

  /**
   * Records that a start-up run found this node empty and no peer, as on the first node of a
   * cluster.
   */
  public void withoutPeer() {
    if (!leftCold.getAsBoolean()) {
      fields.setProperty(TAKEN, String.valueOf(true));
      fields.setProperty(ALONE, String.valueOf(true));
      recordCold.run();
    }
  }

  /** Records that this node has missed writes of the cluster, and is no longer warm. */
  public void missedWrites() {
    if (!leftCold.getAsBoolean()) {
      recordCold.run();
    }
  }

  /** Returns whether this node was empty when its last start-up run failed or found no peer. */
  public boolean keysWereTaken() {
    return is(TAKEN);
  }

  /**
   * Returns whether the data of this node is known not to be right: it missed writes, or a run that
   * changed it did not end well. A run that failed before it changed anything proves nothing.
   */
  public boolean isForItsData() {
    return leftCold.getAsBoolean() && !fields.containsKey(TAKEN);
  }

  /** Returns whether only runs without a peer left this node cold. */
  public boolean leftAlone() {
    return is(ALONE);
  }

  private boolean is(String field) {
    return leftCold.getAsBoolean() && Boolean.parseBoolean(fields.getProperty(field, ""));
  }

  /**
   * Records that a run begins to change the node. The caller writes the file.
   *
   * @param keepsData whether the node's data stays
   */
  void runBegins(boolean keepsData) {
    fields.remove(ALONE);
    if (!keepsData) {
      fields.remove(TAKEN);
    }
  }

  /** Removes the record. The caller writes the file. */
  void forget() {
    runBegins(false);
  }
}
