// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.Warmup;
import io.dynowarmup.spi.WarmupExtension;
import java.lang.management.ManagementFactory;

/** Registers the warm-up in the platform's MBean server as long as the warm-up exists. */
public final class JmxExtension implements WarmupExtension {
  private Registration registration;

  @Override
  public synchronized void attach(Warmup warmup) {
    close();
    registration = Registration.of(ManagementFactory.getPlatformMBeanServer(), warmup);
  }

  @Override
  public synchronized void close() {
    if (registration != null) {
      registration.close();
      registration = null;
    }
  }
}
