// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.it.warmup.Calls;
import io.dynowarmup.redis.info.RedisInfo;

/**
 * The moments at which a fault strikes, recognized by the phase and by the calls and answers of the
 * warm-up.
 */
enum Moment {
  /** Before the first call. */
  PREFLIGHT(WarmupPhase.PREFLIGHT),
  /** Before the first call to a peer. */
  SELECT_SOURCE(WarmupPhase.SELECT_SOURCE),
  /** Some of the data has arrived. */
  TRANSFER(WarmupPhase.TRANSFER) {
    @Override
    boolean isBefore(Calls.Call call, String local) {
      return false;
    }

    @Override
    boolean isAfter(Calls.Call call, Object answer, String local) {
      return here(call, local)
          && answer instanceof RedisInfo info
          && info.replication().syncReadBytes().orElse(0) > 0;
    }
  },
  /** The local Redis loads the received data and refuses SLAVEOF NO ONE. */
  LOADING(WarmupPhase.TRANSFER) {
    @Override
    boolean isBefore(Calls.Call call, String local) {
      return false;
    }

    @Override
    boolean isAfter(Calls.Call call, Object answer, String local) {
      return here(call, local) && answer instanceof RedisInfo info && info.loading();
    }
  },
  /** The data has arrived, and nothing has been measured yet. */
  CATCH_UP(WarmupPhase.CATCH_UP),
  /**
   * Dynomite is in WRITES_ONLY, and the run is about to read M, the source's replication offset.
   */
  HAND_OVER(WarmupPhase.HAND_OVER) {
    @Override
    boolean isBefore(Calls.Call call, String local) {
      return call.method().equals("info") && !here(call, local) && !call.target().equals(ADMIN);
    }
  },
  /** Redis has just become a master. The writes since WRITES_ONLY are in Dynomite's queue. */
  DETACHED(WarmupPhase.HAND_OVER) {
    @Override
    boolean isBefore(Calls.Call call, String local) {
      return false;
    }

    @Override
    boolean isAfter(Calls.Call call, Object answer, String local) {
      return call.method().equals("replicaOfNoOne");
    }
  },
  /** The hand-over has succeeded, and the journals of both sides are compared. */
  RECONCILE(WarmupPhase.RECONCILE),
  /** The hand-over has succeeded, and Dynomite is not NORMAL yet. */
  RESTORE(WarmupPhase.RESTORE);

  private static final String ADMIN = Calls.ADMIN;

  private final WarmupPhase phase;

  Moment(WarmupPhase phase) {
    this.phase = phase;
  }

  WarmupPhase phase() {
    return phase;
  }

  /** Returns whether this is the moment, before the call is made. */
  boolean isBefore(Calls.Call call, String local) {
    return true;
  }

  /** Returns whether this is the moment, after the call was answered. */
  boolean isAfter(Calls.Call call, Object answer, String local) {
    return false;
  }

  private static boolean here(Calls.Call call, String local) {
    return call.target().equals(local);
  }
}
