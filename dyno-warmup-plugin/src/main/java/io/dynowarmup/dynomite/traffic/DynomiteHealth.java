// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import java.util.Collections;

/** Checks whether Dynomite serves, with a read through its client port. */
public final class DynomiteHealth {
  private final RedisConnector connector;
  private final Endpoint clientPort;
  private final RedisAccess access;
  private final String key;

  /**
   * Creates a check.
   *
   * @param access its timeout limits the connection and the answer
   * @param key a reserved key that hashes into the node's own token range
   */
  public DynomiteHealth(
      RedisConnector connector, Endpoint clientPort, RedisAccess access, String key) {
    this.connector = connector;
    this.clientPort = clientPort;
    this.access = access;
    this.key = key;
  }

  /**
   * Reads the key; returns if the answer is not an error.
   *
   * @throws WarmupException with the failure
   */
  public void check() {
    try (RedisNode node = connector.connect(clientPort, access)) {
      node.exists(Collections.singletonList(key));
    } catch (WarmupException e) {
      throw new WarmupException(
          e.reason(), "Dynomite does not serve reads on its client port: " + e.getMessage(), e);
    }
  }

  /**
   * Checks that a password does not keep every command through Dynomite from Redis. The probes of
   * the hand-over would never come through. Any other failure passes the check.
   *
   * @throws WarmupException NOAUTH if the answer is that a password is missing or wrong
   */
  public void checkPassword() {
    try (RedisNode node = connector.connect(clientPort, access)) {
      node.exists(Collections.singletonList(key));
    } catch (WarmupException e) {
      if (e.reason() == WarmupException.Reason.NOAUTH) {
        throw new WarmupException(
            e.reason(),
            "commands through Dynomite "
                + clientPort
                + " are refused because of a password: Dynomite does not have the password of its Redis, or"
                + " requires one itself; set redis_requirepass in dynomite.yml and restart Dynomite",
            e);
      }
    }
  }
}
