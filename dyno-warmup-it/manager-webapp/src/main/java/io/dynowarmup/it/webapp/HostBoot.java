// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.webapp;

import com.google.inject.Inject;
import com.netflix.dynomitemanager.storage.StorageProcessManager;
import com.netflix.dynomitemanager.storage.StorageProxy;
import com.netflix.nfsidecar.identity.InstanceIdentity;
import com.netflix.nfsidecar.utils.Sleeper;
import java.io.IOException;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** Holds the checks and the first steps of the host's server. */
public final class HostBoot {
  private static final int ANSWER_MILLIS = 2_000;
  private static final long PAUSE_MILLIS = 1_000;

  private final InstanceIdentity identity;
  private final StorageProxy storage;
  private final StorageProcessManager process;
  private final Sleeper sleeper;

  @Inject
  HostBoot(
      InstanceIdentity identity,
      StorageProxy storage,
      StorageProcessManager process,
      Sleeper sleeper) {
    this.identity = identity;
    this.storage = storage;
    this.process = process;
    this.sleeper = sleeper;
  }

  /** Returns whether the host warms up: the node has replaced another one, or its Redis is down. */
  public boolean wantsWarmup() {
    return identity.isReplace() || !isRedisAlive();
  }

  private boolean isRedisAlive() {
    try (Jedis redis = new Jedis(storage.getIpAddress(), storage.getPort(), ANSWER_MILLIS)) {
      return redis.ping() != null;
    } catch (JedisException e) {
      return false;
    }
  }

  public void startRedis() throws IOException {
    if (!isRedisAlive()) {
      process.start();
    }
    pause();
  }

  public void pause() {
    sleeper.sleepQuietly(PAUSE_MILLIS);
  }
}
