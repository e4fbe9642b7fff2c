// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.netflix.dynomitemanager.storage.StorageProcessManager;
import com.netflix.dynomitemanager.storage.StorageProxy;

/** The Redis that the host knows, with the commands it received. */
public final class FakeStorage extends StorageProcessManager implements StorageProxy {
  public volatile int starts;
  Runnable onStart = () -> {};

  @Override
  public void start() {
    starts++;
    onStart.run();
  }

  @Override
  public void stop() {
    throw new AssertionError("nothing stops Redis here");
  }

  @Override
  public boolean isAlive() {
    throw new AssertionError("it blocks for minutes while Redis loads");
  }

  @Override
  public String getIpAddress() {
    return "127.0.0.1";
  }

  @Override
  public int getPort() {
    return 22122;
  }

  @Override
  public String getEngine() {
    return "redis";
  }
}
