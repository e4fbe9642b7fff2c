// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.process;

import com.netflix.nfsidecar.scheduler.Task;
import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes MBeans of the host's {@link Task}. A task registers itself as an MBean when it is
 * created, fails if one exists already, and never unregisters. After a reload of the webapp, the
 * MBean that is left would stop the manager.
 */
public final class OwnMBeans {
  private static final Logger LOG = LoggerFactory.getLogger(OwnMBeans.class);

  private OwnMBeans() {}

  /**
   * Removes the MBean that an earlier life of the webapp left, before the task is created again.
   *
   * @return the MBean server, so that this call can be an argument of the parent's constructor
   */
  public static MBeanServer unregister(Class<? extends Task> task) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      server.unregisterMBean(
          new ObjectName("com.netflix.florida.scheduler:type=" + task.getName()));
    } catch (InstanceNotFoundException e) {
      LOG.trace("No MBean of {}", task);
    } catch (JMException | RuntimeException e) {
      LOG.warn("Cannot remove the MBean of {}: {}", task.getName(), e.toString());
    }
    return server;
  }
}
