// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

/** Starts and stops the local Dynomite, where that has been configured. */
public interface DynomiteProcess {
  /** Whether {@link #start()} can do anything. */
  boolean canStart();

  /** Why {@link #start()} can do nothing, where it cannot: the end of a sentence. */
  default String whyNot() {
    return "dynomite.start.command is not set";
  }

  /** Whether {@link #stop()} can do anything. */
  default boolean canStop() {
    return canStart();
  }

  /**
   * Starts Dynomite and returns without waiting for its first answer.
   *
   * @throws io.dynowarmup.api.WarmupException when the command fails
   */
  void start();

  /** How far the last {@link #start()} is, as far as this is known without asking Dynomite. */
  default StartProgress progress() {
    return StartProgress.UNDER_WAY;
  }

  /** Stops Dynomite; one that does not run stays so. */
  void stop();

  /** For a node whose Dynomite is somebody else's to start. */
  static DynomiteProcess unmanaged() {
    return new DynomiteProcess() {
      @Override
      public boolean canStart() {
        return false;
      }

      @Override
      public void start() {
        // not ours to start
      }

      @Override
      public void stop() {
        // not ours to stop
      }
    };
  }
}
