// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

/**
 * Is told of every change of a run, in order, on a thread of its own: one that is slow misses
 * intermediate states (never the last one), one that throws is logged. Neither slows nor breaks a
 * run.
 */
public interface WarmupObserver {
  void changed(WarmupStatus status);
}
