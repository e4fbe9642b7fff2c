// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.process;

import com.netflix.dynomitemanager.storage.StorageProcessManager;
import com.netflix.dynomitemanager.storage.StorageProxy;
import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import javax.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts Redis through the host. */
public final class HostRedis {
  private static final Logger LOG = LoggerFactory.getLogger(HostRedis.class);
  private static final int ANSWER_MILLIS = 2_000;

  private final StorageProcessManager process;
  private final StorageProxy storage;
  private final EngineHost host;
  private final HostCalls calls;

  @Inject
  public HostRedis(
      StorageProcessManager process, StorageProxy storage, EngineHost host, HostCalls calls) {
    this.process = process;
    this.storage = storage;
    this.host = host;
    this.calls = calls;
  }

  /**
   * Starts Redis if it is down, and returns at once. The run waits for Redis itself and continues
   * with its first answer.
   */
  public Thread startIfDown() {
    return calls.begin(
        "start Redis",
        () -> {
          Endpoint endpoint = new Endpoint(storage.getIpAddress(), storage.getPort());
          if (isDown(endpoint)) {
            LOG.info("Starting Redis: nothing listens at {}", endpoint);
            process.start();
          }
        });
  }

  /** Any answer comes from a Redis, including one that asks for a password or is loading. */
  private boolean isDown(Endpoint endpoint) {
    RedisAccess access = RedisAccess.plain(ANSWER_MILLIS);
    try (RedisNode redis = host.redisConnector().connect(endpoint, access)) {
      redis.ping();
      return false;
    } catch (WarmupException e) {
      return e.reason().isRefused();
    }
  }
}
