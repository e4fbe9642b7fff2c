// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.spi.LocalSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prevents a replica from loading a new snapshot before the run has checked the source.
 *
 * <p>Redis (6.2, 7.0) reconnects at once when its link breaks, and then once a second. A source
 * that was restarted without its data sends an empty snapshot. Measured on loopback, the replica
 * drops its data 3 to 4 ms after it has connected to a diskless source. With a source that writes
 * its snapshot to disk, it takes about 80 ms. No poll is certain to run in between.
 *
 * <p>The replica therefore gets credentials that no source accepts as soon as the handshake is
 * over. The link that is up stays up; AUTH of the next one fails, and PSYNC is not sent. If the
 * link is down and the source is still the chosen process, the credentials are restored. Redis then
 * connects within a second and does a partial resync or a full sync.
 *
 * <p>Before the first link the gate is closed and opened once. The previous values are then in the
 * journal, and closing the gate takes a single command per setting. The source is not queried while
 * the gate is open, because a query may wait for {@code source.max.commands}.
 *
 * <p>The gate stays closed if this process dies. A Redis that does not allow CONFIG SET has no
 * gate; see {@link LinkWatch}.
 */
final class LinkGate {
  private static final Logger LOG = LoggerFactory.getLogger(LinkGate.class);

  private enum State {
    UNKNOWN,
    OPEN,
    CLOSED,
    NONE
  }

  private final RedisNode local;
  private final LocalSettings settings;
  private RedisAccess access;
  private State state = State.UNKNOWN;
  private boolean hasUsers;

  /**
   * Creates a gate.
   *
   * @param access the credentials that the source accepts; read again before each link, because
   *     they may be changed during a run
   */
  LinkGate(RedisNode local, LocalSettings settings, RedisAccess access) {
    this.local = local;
    this.settings = settings;
    this.access = access;
  }

  /** Makes AUTH of the next link fail. May be called more than once. */
  void close() {
    if (state == State.CLOSED || state == State.NONE) {
      return;
    }
    try {
      if (state == State.UNKNOWN && !canClose()) {
        state = State.NONE;
        return;
      }
      refuseNextLink();
      state = State.CLOSED;
    } catch (WarmupException e) {
      if (!e.reason().isRejected()) {
        throw e;
      }
      LOG.info(
          "After a break, Redis {} reconnects before the run can check the source: {}",
          local.endpoint(),
          e.getMessage());
      state = State.NONE;
    }
  }

  private boolean canClose() {
    hasUsers = local.configGet("masteruser").isPresent();
    return local.configGet("masterauth").isPresent() && (hasUsers || !hasPassword());
  }

  private boolean hasPassword() {
    return access.password().isPresent();
  }

  /**
   * Without a password Redis sends no AUTH. With a password, the user is changed and the password
   * stays. The first of two settings is sufficient for the next link.
   */
  private void refuseNextLink() {
    if (!hasPassword()) {
      settings.set("masterauth", OwnKeys.CLOSED_LINK);
    }
    if (hasUsers) {
      settings.set("masteruser", OwnKeys.CLOSED_LINK);
    }
  }

  /** Sets credentials that the source accepts. Does nothing if the gate is open. */
  void open() {
    if (state == State.OPEN) {
      return;
    }
    access = access.changed().orElse(access);
    // It is recorded first, because the first of two settings may be enough for a link.
    state = state == State.NONE ? State.NONE : State.OPEN;
    if (hasPassword()) {
      settings.set("masterauth", access.password().reveal());
    } else {
      settings.prefer("masterauth", "");
    }
    if (access.username().isPresent()) {
      settings.set("masteruser", access.username().get());
    } else {
      settings.prefer("masteruser", "");
    }
    if (access.tls()) {
      settings.set("tls-replication", "yes");
    }
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** Returns whether this Redis cannot be prevented from connecting. */
  boolean isMissing() {
    return state == State.NONE;
  }
}
