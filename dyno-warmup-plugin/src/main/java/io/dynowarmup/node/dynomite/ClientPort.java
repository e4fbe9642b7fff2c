// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node.dynomite;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;

/** The port on which the local Dynomite serves clients. */
public final class ClientPort {
  /**
   * Time limit for one answer. A Dynomite that is still joining withholds its answers, so it is not
   * waited for.
   */
  private static final int ANSWER_MILLIS = 50;

  private final RedisConnector connector;
  private final Endpoint endpoint;
  private final RedisAccess access;

  public ClientPort(RedisConnector connector, Endpoint endpoint, RedisAccess access) {
    this.connector = connector;
    this.endpoint = endpoint;
    this.access = access.withTimeoutMillis(ANSWER_MILLIS);
  }

  /**
   * Returns whether the port listens. Any answer counts, including a refusal because of Dynomite's
   * state.
   */
  public boolean listens() {
    try (RedisNode client = connector.connect(endpoint, access)) {
      client.ping();
      return true;
    } catch (WarmupException e) {
      return !e.reason().isAbsent();
    }
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }
}
