// SPDX-License-Identifier: Apache-2.0
package com.netflix.nfsidecar.scheduler;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/**
 * Stands in for the host's class of this name. A task registers itself as an MBean. An execution
 * returns at once if another one is still running.
 */
public abstract class Task implements Job, TaskMBean {
  private final AtomicInteger errors = new AtomicInteger();
  private final AtomicInteger executions = new AtomicInteger();
  private STATE state = STATE.DONE;

  /** The state of the last execution. */
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
      // The real host cannot be reloaded in one JVM because its own tasks are already registered.
      // The tests of the plugin reload it, so only the names of the host's tasks are released here.
      if (!getClass().getName().startsWith("io.dynowarmup.host.manager.")
          && server.isRegistered(name)) {
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
