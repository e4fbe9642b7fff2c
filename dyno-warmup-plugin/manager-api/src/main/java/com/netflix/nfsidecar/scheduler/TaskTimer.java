// SPDX-License-Identifier: Apache-2.0
package com.netflix.nfsidecar.scheduler;

import java.text.ParseException;
import org.quartz.Trigger;

public interface TaskTimer {
  Trigger getTrigger() throws ParseException;
}
