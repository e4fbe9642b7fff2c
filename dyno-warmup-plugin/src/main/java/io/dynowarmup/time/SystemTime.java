// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

import java.util.concurrent.TimeUnit;

enum SystemTime implements Ticker, Pause {
  INSTANCE;

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public long epochMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public void millis(long millis, CancelSignal signal) throws InterruptedException {
    if (millis > 0) {
      signal.await(millis, TimeUnit.MILLISECONDS);
    }
  }
}
