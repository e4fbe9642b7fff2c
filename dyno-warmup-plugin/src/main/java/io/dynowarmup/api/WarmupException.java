// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api;

/**
 * The only exception type of this library. The message is a sentence for the operator: it names the
 * object, the problem and the remedy. It never contains a secret.
 */
public final class WarmupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The reason for the exception, for code that distinguishes cases. */
  public enum Reason {
    /** A setting is wrong; nothing was changed. */
    BAD_CONFIG,
    /** An argument of an operation is wrong; nothing was changed. */
    BAD_ARGUMENT,
    /** A run is already in progress. */
    ALREADY_RUNNING,
    /** No run is in progress. */
    NOT_RUNNING,
    /** Neither dynomite.yml nor Dynomite nor a property says which token this node owns. */
    NO_TOPOLOGY,
    /** No other rack of the region holds this node's token. */
    NO_PEER,
    /** Peers with this node's token exist, but none of them can be a source. */
    NO_HEALTHY_SOURCE,
    /** No copy of the data is known to be the right one. An operator has to name it. */
    NO_AUTHORITY,
    /** The address refuses connections. */
    REFUSED,
    /** The address did not answer in time. */
    TIME_OUT,
    /** The connection broke before the answer. The command may or may not have been executed. */
    CONNECTION_LOST,
    /** The host name has no address, or the network has no route. */
    UNREACHABLE,
    /** Redis runs in protected mode and does not serve other hosts. */
    DENIED,
    /** Redis requires credentials or rejects the given ones. */
    NOAUTH,
    /** The Redis user may not run the command. */
    NOPERM,
    /** Redis is loading its data set. */
    LOADING,
    /** Redis runs a script that exceeds its time limit, or has no free connection. */
    BUSY,
    /** Redis is a replica that lost its master and does not serve its data. */
    MASTERDOWN,
    /** Redis asks for a later retry. */
    TRYAGAIN,
    /** Redis is a read-only replica. */
    READONLY,
    /** Redis refuses writes because it has reached {@code maxmemory} and may not evict. */
    OUT_OF_MEMORY,
    /**
     * Redis is a master but refuses writes. Either it has too few replicas ({@code
     * min-replicas-to-write}), or its last BGSAVE or AOF write failed.
     */
    REFUSES_WRITES,
    /** Redis answered with another error. */
    REDIS_ERROR,
    /** Dynomite's admin port does not answer. */
    DYNOMITE_UNREACHABLE,
    /** Dynomite is not in the requested state. */
    DYNOMITE_STATE,
    /** The strategy cannot work under the current conditions. */
    STRATEGY_CANNOT,
    /** The source no longer serves, or it is a different process or data set. */
    SOURCE_FAILED,
    /** Continuing would harm the source, or the source cannot bear the load. */
    SOURCE_AT_RISK,
    /** Repeated full syncs were started, but none completed. */
    SYNC_BROKEN,
    /** The source has lost most of its keys since the run began. */
    SOURCE_EMPTIED,
    /**
     * The hand-over succeeded, but a comparison with the source does not prove that the data is
     * complete.
     */
    NOT_PROVEN,
    /** The transfer made no progress for too long. */
    STALLED,
    /** The time budget of the run is spent. */
    BUDGET_SPENT,
    /** The data of the source does not fit into the local Redis. */
    DOES_NOT_FIT,
    /** The node does not need a warm-up. */
    NOT_COLD,
    /** The node may need a warm-up, and the settings do not allow it. */
    NOT_ALLOWED,
    /**
     * The local Redis replicates from a server that this library did not configure and must not
     * detach.
     */
    FOREIGN_REPLICA,
    /** The run was aborted on request. */
    ABORTED,
    /**
     * The local Redis was restarted on its way into service. Data that it had not saved is lost.
     */
    REDIS_RESTARTED,
    /** All keys have arrived, but something that the reason names could not be copied. */
    LEFT_OUT,
    /** The node could not be put back into service. */
    RESTORE_FAILED,
    /** A file could not be read or written. */
    FILE,
    /** The store of chunks, or their queue, does not exist. */
    NO_STORE,
    /** The content of a store of chunks is damaged, or its version or cluster is not supported. */
    DAMAGED,
    /** An error inside this library. */
    INTERNAL;

    /**
     * Returns whether the same command may succeed a moment later without intervention. Such a
     * failure is retried within a limit and ends a run only after that.
     */
    public boolean isTransient() {
      return isAbsent() || isUnanswered() || isPostponed();
    }

    /**
     * Returns whether the server answered that it postpones the command. Other {@linkplain
     * #isTransient transient} reasons do not show whether the server is alive.
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

    /** Returns whether the host refused the connection because no process listens there. */
    public boolean isRefused() {
      return this == REFUSED;
    }

    /** Returns whether no connection can be made: no process listens, or the host has no route. */
    public boolean isAbsent() {
      return this == REFUSED || this == UNREACHABLE;
    }

    /** Returns whether the command was sent and not answered. It may have been executed. */
    public boolean isUnanswered() {
      return this == TIME_OUT || this == CONNECTION_LOST;
    }

    /**
     * Returns whether the server rejected the command itself: it does not know the command, or the
     * user may not run it. Nothing was changed, and a retry gets the same answer.
     */
    public boolean isRejected() {
      return this == NOPERM || this == REDIS_ERROR;
    }

    /** Returns whether a server that rejects PING with this reason still answers INFO. */
    public boolean leavesInfo() {
      return this == LOADING || this == MASTERDOWN || this == REFUSES_WRITES;
    }

    /**
     * Returns whether a server cannot continue its replication stream at the offset that it was
     * asked for. It must not be asked again.
     */
    public boolean endsStream() {
      return this == SYNC_BROKEN || this == SOURCE_AT_RISK;
    }

    /**
     * Returns whether a Redis master refuses writes permanently, that is, until an operator changes
     * something.
     */
    public boolean refusesWrites() {
      return this == OUT_OF_MEMORY || this == REFUSES_WRITES || this == NOPERM;
    }
  }

  private final Reason reason;

  /**
   * Creates an exception without a cause.
   *
   * @param reason the reason, for code
   * @param message a sentence for the operator
   */
  public WarmupException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /**
   * Creates an exception with a cause.
   *
   * @param reason the reason, for code
   * @param message a sentence for the operator
   * @param cause the original exception
   */
  public WarmupException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Returns the reason, for code that distinguishes cases. */
  public Reason reason() {
    return reason;
  }
}
