// SPDX-License-Identifier: Apache-2.0
package com.netflix.nfsidecar.scheduler;

public interface TaskMBean {
  int getErrorCount();

  int getExecutionCount();

  String getName();
}
