// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.it.warmup.Calls;
import io.dynowarmup.redis.info.RedisInfo;

/** When a fault strikes, told by what the warm-up asks and is answered in which phase. */
enum Moment {
  /** Before the first question. */
  PREFLIGHT(WarmupPhase.PREFLIGHT),
  /** Before the first peer is asked. */
  SELECT_SOURCE(WarmupPhase.SELECT_SOURCE),
  /** Some of the data is here. */
  TRANSFER(WarmupPhase.TRANSFER) {
    @Override
    boolean isBefore(Calls.Call call, String local) {
      return false;
    }

    @Override
    boolean isAfter(Calls.Call call, Object answer, String local) {
      return here(call, local)
          && answer instanceof RedisInfo info
          && info.replication().syncReadBytes() > 0;
    }
  },
  /** The local Redis loads what it has received, and takes no SLAVEOF NO ONE. */
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
  /** The data is here, and nothing has been measured yet. */
  CATCH_UP(WarmupPhase.CATCH_UP),
  /** Dynomite is in WRITES_ONLY, and M is about to be read. */
  HAND_OVER(WarmupPhase.HAND_OVER) {
    @Override
    boolean isBefore(Calls.Call call, String local) {
      return call.method().equals("info") && !here(call, local) && !call.target().equals(ADMIN);
    }
  },
  /** Redis has just become a master; what was written meanwhile is in Dynomite's queue. */
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
  /** The hand-over held, and Dynomite is not NORMAL yet. */
  RESTORE(WarmupPhase.RESTORE);

  private static final String ADMIN = Calls.ADMIN;

  private final WarmupPhase phase;

  Moment(WarmupPhase phase) {
    this.phase = phase;
  }

  WarmupPhase phase() {
    return phase;
  }

  /** Whether it is now, before this question is asked. */
  boolean isBefore(Calls.Call call, String local) {
    return true;
  }

  /** Whether it is now that this question has been answered. */
  boolean isAfter(Calls.Call call, Object answer, String local) {
    return false;
  }

  private static boolean here(Calls.Call call, String local) {
    return call.target().equals(local);
  }
}
