// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

/** Starts and stops the local Redis, where that has been configured. */
public interface RedisProcess {
  /** Whether {@link #start()} can do anything. */
  boolean canStart();

  /** Whether {@link #stop()} can do anything. */
  boolean canStop();

  /**
   * Starts Redis and returns without waiting for its first answer.
   *
   * @throws io.dynowarmup.api.WarmupException when the command cannot be run
   */
  void start();

  /**
   * Stops Redis; one that does not run stays so.
   *
   * @throws io.dynowarmup.api.WarmupException when the command does not end in time
   */
  void stop();

  /** For a node whose Redis is somebody else's to start. */
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
        // not ours to start
      }

      @Override
      public void stop() {
        // not ours to stop
      }
    };
  }
}
