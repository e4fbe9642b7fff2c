// SPDX-License-Identifier: Apache-2.0
package com.netflix.nfsidecar.scheduler;

import java.util.Date;
import org.quartz.Scheduler;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;

/** Stands in for the host's class of this name. */
public class SimpleTimer implements TaskTimer {
  private final SimpleTrigger trigger;

  public SimpleTimer(String name, long intervalMillis) {
    trigger = new SimpleTrigger(name, SimpleTrigger.REPEAT_INDEFINITELY, intervalMillis);
  }

  public SimpleTimer(String name, String group, long startTime) {
    trigger = new SimpleTrigger(name, group, new Date(startTime));
  }

  public SimpleTimer(String name) {
    trigger = new SimpleTrigger(name, Scheduler.DEFAULT_GROUP);
  }

  @Override
  public Trigger getTrigger() {
    trigger.setMisfireInstruction(SimpleTrigger.MISFIRE_INSTRUCTION_FIRE_NOW);
    return trigger;
  }
}
