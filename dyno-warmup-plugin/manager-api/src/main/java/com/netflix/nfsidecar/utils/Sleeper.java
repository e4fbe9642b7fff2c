// SPDX-License-Identifier: Apache-2.0
package com.netflix.nfsidecar.utils;

public interface Sleeper {
  void sleep(long millis) throws InterruptedException;

  void sleepQuietly(long millis);
}
