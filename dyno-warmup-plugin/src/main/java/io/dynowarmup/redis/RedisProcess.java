// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

/** Starts and stops the local Redis, if commands for that are configured. */
public interface RedisProcess {
  /** Returns whether {@link #start()} has a command. */
  boolean canStart();

  /** Returns whether {@link #stop()} has a command. */
  boolean canStop();

  /**
   * Starts Redis and returns without waiting for its first answer.
   *
   * @throws io.dynowarmup.api.WarmupException if the command cannot be run
   */
  void start();

  /**
   * Stops Redis. No effect if it does not run.
   *
   * @throws io.dynowarmup.api.WarmupException if the command does not end in time
   */
  void stop();

  /** Returns a process for a node whose Redis this program does not start. */
  static RedisProcess unmanaged() {
    return new RedisProcess() {
      @Override
      public boolean canStart() {
        return false;
      }

      @Override
      public boolean canStop() {
        return false;
      }

      @Override
      public void start() {
        // not managed here
      }

      @Override
      public void stop() {
        // not managed here
      }
    };
  }
}
