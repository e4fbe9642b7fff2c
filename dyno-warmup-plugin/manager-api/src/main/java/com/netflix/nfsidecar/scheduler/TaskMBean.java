package com.netflix.nfsidecar.scheduler;

public interface TaskMBean {
  int getErrorCount();

  int getExecutionCount();

  String getName();
}
