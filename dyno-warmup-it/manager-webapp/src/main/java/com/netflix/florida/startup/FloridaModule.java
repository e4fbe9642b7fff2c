// SPDX-License-Identifier: Apache-2.0
package com.netflix.florida.startup;

import com.google.inject.AbstractModule;
import com.netflix.archaius.guice.ArchaiusModule;
import io.dynowarmup.it.webapp.HostModule;

/** Stands in for the host's module, which the drop-in installs and extends. */
public final class FloridaModule extends AbstractModule {
  @Override
  protected void configure() {
    install(new ArchaiusModule());
    install(new HostModule());
  }
}
