// SPDX-License-Identifier: Apache-2.0
package com.netflix.nfsidecar.scheduler;

import org.quartz.Trigger;

public class SimpleTimer implements TaskTimer {
  public SimpleTimer(String name, long intervalMillis) {}

  public SimpleTimer(String name, String group, long startTime) {}

  public SimpleTimer(String name) {}

  @Override
  public Trigger getTrigger() {
    throw new UnsupportedOperationException("a signature only");
  }
}
