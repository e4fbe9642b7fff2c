// SPDX-License-Identifier: Apache-2.0
package com.netflix.dynomitemanager.dynomite;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import com.netflix.dynomitemanager.config.FloridaConfig;
import com.netflix.dynomitemanager.storage.StorageProxy;
import com.netflix.nfsidecar.scheduler.Task;
import com.netflix.nfsidecar.utils.Sleeper;
import java.io.IOException;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Stands in for the host's class of this name. It turns every replica into a master, no matter what
 * made it a replica.
 */
@Singleton
public class ProxyAndStorageResetTask extends Task {
  private static final int ANSWER_MILLIS = 5_000;
  private static final long PAUSE_MILLIS = 1_000;

  private final IDynomiteProcess dynomite;
  private final StorageProxy storage;
  private final Sleeper sleeper;

  @Inject
  public ProxyAndStorageResetTask(
      FloridaConfig config, IDynomiteProcess dynomite, StorageProxy storage, Sleeper sleeper) {
    this.dynomite = dynomite;
    this.storage = storage;
    this.sleeper = sleeper;
  }

  @Override
  public void execute() throws IOException {
    try (Jedis redis = new Jedis(storage.getIpAddress(), storage.getPort(), ANSWER_MILLIS)) {
      if (redis.info("replication").contains("role:slave")) {
        redis.slaveofNoOne();
      }
    }
    String[] client = System.getProperty("host.dynomite").split(":");
    try (Jedis jedis = new Jedis(client[0], Integer.parseInt(client[1]), ANSWER_MILLIS)) {
      jedis.connect();
      jedis.ping();
    } catch (JedisException e) {
      dynomite.stop();
      sleeper.sleepQuietly(PAUSE_MILLIS);
      dynomite.start();
    }
  }

  @Override
  public String getName() {
    return "ProxyResetTask-Task";
  }
}
