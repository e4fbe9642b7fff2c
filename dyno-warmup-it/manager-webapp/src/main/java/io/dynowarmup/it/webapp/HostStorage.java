// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.webapp;

import com.netflix.dynomitemanager.config.InstanceState;
import com.netflix.dynomitemanager.storage.StorageProcessManager;
import com.netflix.dynomitemanager.storage.StorageProxy;
import java.io.IOException;
import javax.inject.Inject;
import javax.inject.Singleton;

/**
 * Stands in for the host's Redis manager, with the Redis at {@code host.redis}. Like the original,
 * it sets Dynomite's flag when it starts Redis.
 */
@Singleton
public class HostStorage extends StorageProcessManager implements StorageProxy {
  private final InstanceState state;

  @Inject
  HostStorage(InstanceState state) {
    this.state = state;
  }

  @Override
  public void start() throws IOException {
    Control.says("/redis/start");
    state.setStorageProxyAlive(true);
  }

  @Override
  public void stop() {
    throw new IllegalStateException("no test stops Redis through the host");
  }

  @Override
  public boolean isAlive() {
    throw new IllegalStateException("it blocks for minutes while Redis loads");
  }

  @Override
  public String getIpAddress() {
    return System.getProperty("host.redis").split(":")[0];
  }

  @Override
  public int getPort() {
    return Integer.parseInt(System.getProperty("host.redis").split(":")[1]);
  }

  @Override
  public String getEngine() {
    return "redis";
  }
}
