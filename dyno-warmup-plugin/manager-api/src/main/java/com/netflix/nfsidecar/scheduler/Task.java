// SPDX-License-Identifier: Apache-2.0
package com.netflix.nfsidecar.scheduler;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;

/**
 * Registers itself as an MBean when it is constructed. A second instance of the same class fails.
 */
public abstract class Task implements Job, TaskMBean {
  public enum STATE {
    ERROR,
    RUNNING,
    DONE
  }

  protected Task() {
    this(ManagementFactory.getPlatformMBeanServer());
  }

  protected Task(MBeanServer server) {
    try {
      server.registerMBean(
          this, new ObjectName("com.netflix.florida.scheduler:type=" + getClass().getName()));
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  public abstract void execute() throws Exception;

  /** Executes the task and swallows what {@link #execute()} throws. */
  @Override
  public void execute(JobExecutionContext context) throws JobExecutionException {
    throw new UnsupportedOperationException("a signature only");
  }

  @Override
  public abstract String getName();

  public STATE state() {
    throw new UnsupportedOperationException("a signature only");
  }

  @Override
  public int getErrorCount() {
    return 0;
  }

  @Override
  public int getExecutionCount() {
    return 0;
  }
}
