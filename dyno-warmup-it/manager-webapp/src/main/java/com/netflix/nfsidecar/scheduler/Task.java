// SPDX-License-Identifier: Apache-2.0
package com.netflix.nfsidecar.scheduler;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Named as the host's. It registers itself, and a run that is going on is not begun again. */
public abstract class Task implements Job, TaskMBean {
  private final AtomicInteger errors = new AtomicInteger();
  private final AtomicInteger executions = new AtomicInteger();
  private STATE state = STATE.DONE;

  /** Of the last execution. */
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
      ObjectName name =
          new ObjectName("com.netflix.florida.scheduler:type=" + getClass().getName());
      // the host cannot be reloaded in one JVM for its own tasks; the tests of ours reload it
      if (!getClass().getName().startsWith("io.dynowarmup.host.manager.") && server.isRegistered(name)) {
        server.unregisterMBean(name);
      }
      server.registerMBean(this, name);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  public abstract void execute() throws Exception;

  @Override
  public void execute(JobExecutionContext context) {
    executions.incrementAndGet();
    if (!begins()) {
      return;
    }
    STATE end = STATE.DONE;
    try {
      execute();
    } catch (Exception | LinkageError e) {
      errors.incrementAndGet();
      end = STATE.ERROR;
    } finally {
      ends(end);
    }
  }

  private synchronized boolean begins() {
    boolean idle = state != STATE.RUNNING;
    state = STATE.RUNNING;
    return idle;
  }

  private synchronized void ends(STATE end) {
    state = end;
  }

  @Override
  public abstract String getName();

  public synchronized STATE state() {
    return state;
  }

  @Override
  public int getErrorCount() {
    return errors.get();
  }

  @Override
  public int getExecutionCount() {
    return executions.get();
  }
}
