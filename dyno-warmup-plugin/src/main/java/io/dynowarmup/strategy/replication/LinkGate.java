// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.spi.LocalSettings;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a replica from taking a new snapshot before the run has checked the source.
 *
 * <p>Redis (6.2, 7.0) reconnects at once when its link breaks, and then once a second. A source
 * that was restarted without its data sends an empty snapshot. Measured on loopback, the replica
 * drops its data 3 to 4 ms after it has connected to a diskless source, and about 80 ms after it
 * has connected to one that writes its snapshot to disk. No poll is certain to come in between. So
 * the replica gets credentials that no source accepts as soon as the handshake is over: the link
 * that is up stays up, AUTH of the next one fails, and PSYNC is not sent. When the link is down and
 * the source is still the process that was chosen, the credentials are put back. Redis then
 * connects within a second and continues, or asks for the data again.
 *
 * <p>It stays closed when this process dies. A Redis that does not allow CONFIG SET has no gate:
 * see {@link LinkWatch}.
 */
final class LinkGate {
  /** A user, and a password, that no source has. */
  static final String NOBODY = "__dyno_warmup:closed";

  private static final Logger LOG = LoggerFactory.getLogger(LinkGate.class);

  private enum State {
    UNKNOWN,
    OPEN,
    CLOSED,
    NONE
  }

  private final RedisNode local;
  private final LocalSettings settings;
  private State state = State.UNKNOWN;

  LinkGate(RedisNode local, LocalSettings settings) {
    this.local = local;
    this.settings = settings;
  }

  /** The next link fails at AUTH. Any number of times. */
  void close() {
    if (state == State.CLOSED || state == State.NONE) {
      return;
    }
    try {
      state = tryToClose() ? State.CLOSED : State.NONE;
    } catch (WarmupException e) {
      if (e.reason() != Reason.NOPERM && e.reason() != Reason.REDIS_ERROR) {
        throw e;
      }
      LOG.info("{} connects to its source again by itself: {}", local.endpoint(), e.getMessage());
      state = State.NONE;
    }
  }

  /** Without a password there is no AUTH; with one, the user decides, and the password stays. */
  private boolean tryToClose() {
    boolean users = local.configGet("masteruser").isPresent();
    Optional<String> password = local.configGet("masterauth");
    if (!password.isPresent() || (!users && !password.get().isEmpty())) {
      return false;
    }
    if (users) {
      settings.set("masteruser", NOBODY);
    }
    if (password.get().isEmpty()) {
      settings.set("masterauth", NOBODY);
    }
    return true;
  }

  /** Credentials that the source accepts were set. */
  void opened() {
    state = state == State.NONE ? State.NONE : State.OPEN;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** Whether this Redis cannot be kept from connecting. */
  boolean isMissing() {
    return state == State.NONE;
  }
}
