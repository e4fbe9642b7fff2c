// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.webapp.time;

import com.netflix.nfsidecar.utils.Sleeper;

/** Stands in for the host's class of this name. */
public class HostSleeper implements Sleeper {
  @Override
  public void sleep(long millis) throws InterruptedException {
    Thread.sleep(millis);
  }

  @Override
  public void sleepQuietly(long millis) {
    try {
      sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
