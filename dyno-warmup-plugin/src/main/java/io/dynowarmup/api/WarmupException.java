// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

/**
 * The one exception of this library. Its message is a sentence for the operator: it names the
 * thing, what was wrong with it and what to do. It never holds a secret.
 */
public final class WarmupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, for code that has to tell one case from another. */
  public enum Reason {
    /** A setting is wrong; nothing was touched. */
    BAD_CONFIG,
    /** An argument of an operation is wrong; nothing was touched. */
    BAD_ARGUMENT,
    /** A run is going on already. */
    ALREADY_RUNNING,
    /** There is no run to act upon. */
    NOT_RUNNING,
    /** Neither dynomite.yml nor Dynomite nor a property says which token this node owns. */
    NO_TOPOLOGY,
    /** No other rack of the region holds this node's token. */
    NO_PEER,
    /** There are peers with this node's token, and none of them can be a source. */
    NO_HEALTHY_SOURCE,
    /** No copy of the data is known to be the right one: a person has to name it. */
    NO_AUTHORITY,
    /** Nobody listens at the address. */
    REFUSED,
    /** The address did not answer in time. */
    TIME_OUT,
    /** The connection broke before the answer: what was asked may have been done, or not. */
    CONNECTION_LOST,
    /** The host name has no address, or the network has no route. */
    UNREACHABLE,
    /** Redis runs in protected mode and does not serve other hosts. */
    DENIED,
    /** Redis wants credentials, or does not accept the ones that it was given. */
    NOAUTH,
    /** The Redis user may not run the command. */
    NOPERM,
    /** Redis is loading its data set. */
    LOADING,
    /** Redis runs a script that takes longer than its limit, or has no connection left. */
    BUSY,
    /** Redis is a replica without its master, and does not serve what it has. */
    MASTERDOWN,
    /** Redis asks to be asked again later. */
    TRYAGAIN,
    /** Redis is a read-only replica. */
    READONLY,
    /** Redis takes no writes: it is at its {@code maxmemory} and may not evict. */
    OUT_OF_MEMORY,
    /**
     * Redis is a master and refuses writes all the same: too few replicas ({@code
     * min-replicas-to-write}), or its last BGSAVE or write to the AOF failed.
     */
    REFUSES_WRITES,
    /** Redis answered with another error. */
    REDIS_ERROR,
    /** Dynomite's admin port does not answer. */
    DYNOMITE_UNREACHABLE,
    /** Dynomite is not in the state that it was asked to be in. */
    DYNOMITE_STATE,
    /** A strategy cannot work here and now. */
    STRATEGY_CANNOT,
    /** The source does not serve any more, or is not what it was. */
    SOURCE_FAILED,
    /** Going on would harm the source, or it cannot bear what the run asks of it. */
    SOURCE_AT_RISK,
    /** Full syncs were begun again and again, and none has arrived. */
    SYNC_BROKEN,
    /** The source has lost most of its keys since the run began. */
    SOURCE_EMPTIED,
    /**
     * The hand-over held, and a comparison with the source does not prove that the data is here.
     */
    NOT_PROVEN,
    /** Nothing has moved for too long. */
    STALLED,
    /** The run's time budget is spent. */
    BUDGET_SPENT,
    /** The data of the source does not fit into the local Redis. */
    DOES_NOT_FIT,
    /** The node does not need a warm-up, or is not to have one. */
    NOT_COLD,
    /** The local Redis replicates from a server that is not ours to end. */
    FOREIGN_REPLICA,
    /** Somebody asked for the run to end. */
    ABORTED,
    /** The local Redis was restarted on its way into service: what it had not saved is gone. */
    REDIS_RESTARTED,
    /** All keys are here, and something that the reason names could not be brought. */
    LEFT_OUT,
    /** The node could not be put back into service. */
    RESTORE_FAILED,
    /** A file could not be read or written. */
    FILE,
    /** A fault of this library. */
    INTERNAL;

    /**
     * Whether the same question may be answered a moment later, without anybody having done
     * anything about it: such a failure is asked again within a limit, and ends a run only after
     * that.
     */
    public boolean isTransient() {
      switch (this) {
        case REFUSED:
        case UNREACHABLE:
        case TIME_OUT:
        case CONNECTION_LOST:
          return true;
        default:
          return isPostponed();
      }
    }

    /**
     * Whether the server is there and says itself that it puts off its answer. The others that are
     * {@linkplain #isTransient transient} say nothing about whether there is a server.
     */
    public boolean isPostponed() {
      switch (this) {
        case LOADING:
        case BUSY:
        case MASTERDOWN:
        case TRYAGAIN:
          return true;
        default:
          return false;
      }
    }

    /**
     * Whether a Redis that is a master has refused a write for good: it refuses the next one, too,
     * until a person changes something.
     */
    public boolean refusesWrites() {
      return this == OUT_OF_MEMORY || this == REFUSES_WRITES || this == NOPERM;
    }
  }

  private final Reason reason;

  public WarmupException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public WarmupException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
