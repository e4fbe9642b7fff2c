// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

/** Starts and stops the local Dynomite, if commands for that are configured. */
public interface DynomiteProcess {
  /** Returns whether {@link #start()} has a command. */
  boolean canStart();

  /** Returns why {@link #start()} cannot start Dynomite, as the end of a sentence. */
  default String whyNot() {
    return "dynomite.start.command is not set";
  }

  /** Returns whether {@link #stop()} has a command. */
  default boolean canStop() {
    return canStart();
  }

  /**
   * Starts Dynomite and returns without waiting for its first answer.
   *
   * @throws io.dynowarmup.api.WarmupException if the command fails
   */
  void start();

  /**
   * Returns the progress of the last {@link #start()}, as far as it is known without asking
   * Dynomite.
   */
  default StartProgress progress() {
    return StartProgress.UNDER_WAY;
  }

  /** Stops Dynomite. No effect if it does not run. */
  void stop();

  /** Returns a process for a node whose Dynomite this program neither starts nor stops. */
  static DynomiteProcess unmanaged() {
    return new DynomiteProcess() {
      @Override
      public boolean canStart() {
        return false;
      }

      @Override
      public void start() {
        throw new IllegalStateException("canStart() is false");
      }

      @Override
      public void stop() {
        throw new IllegalStateException("canStop() is false");
      }
    };
  }
}
