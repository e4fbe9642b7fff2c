// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.populate;

import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The nodes that one worker loads. Used by one thread. */
final class Targets implements AutoCloseable {
  private final RedisConnector connector;
  private final RedisAccess access;
  private final Function<String, DynomiteAdmin> admins;
  private final Map<String, Target> open = new HashMap<>();

  /**
   * @param admins returns the admin port of a URL
   */
  Targets(RedisConnector connector, RedisAccess access, Function<String, DynomiteAdmin> admins) {
    this.connector = connector;
    this.access = access;
    this.admins = admins;
  }

  Target of(PopulateMessage message) {
    return open.computeIfAbsent(
        message.redis() + " " + message.admin(),
        any ->
            new Target(
                connector.connect(message.redis(), access),
                connector.data(message.redis(), access),
                admins.apply(message.admin())));
  }

  /** Closes the connections to a node after an error; the next message connects again. */
  void drop(PopulateMessage message) {
    Target target = open.remove(message.redis() + " " + message.admin());
    if (target != null) {
      target.close();
    }
  }

  @Override
  public void close() {
    open.values().forEach(Target::close);
    open.clear();
  }
}
