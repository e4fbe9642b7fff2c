// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.webapp;

import com.google.inject.multibindings.Multibinder;
import com.google.inject.servlet.ServletModule;
import com.netflix.dynomitemanager.FloridaServer;
import com.netflix.dynomitemanager.config.FloridaConfig;
import com.netflix.dynomitemanager.config.InstanceState;
import com.netflix.dynomitemanager.dynomite.DynomiteProcessManager;
import com.netflix.dynomitemanager.dynomite.IDynomiteProcess;
import com.netflix.dynomitemanager.storage.StorageProcessManager;
import com.netflix.dynomitemanager.storage.StorageProxy;
import com.netflix.nfsidecar.identity.IInstanceState;
import com.netflix.nfsidecar.identity.InstanceIdentity;
import com.netflix.nfsidecar.resources.env.IEnvVariables;
import com.netflix.nfsidecar.scheduler.TaskScheduler;
import com.netflix.nfsidecar.tokensdb.IAppsInstanceFactory;
import com.netflix.nfsidecar.utils.Sleeper;
import com.netflix.runtime.health.api.HealthIndicator;
import io.dynowarmup.it.webapp.time.HostSleeper;

/** Binds what the host binds. */
public final class HostModule extends ServletModule {
  @Override
  protected void configureServlets() {
    bind(FloridaServer.class).asEagerSingleton();
    bind(InstanceState.class).to(HostState.class);
    bind(IInstanceState.class).to(InstanceState.class);
    bind(FloridaConfig.class).toInstance(HostConfig.make());
    bind(InstanceIdentity.class).to(HostIdentity.class);
    bind(IAppsInstanceFactory.class).to(HostTokens.class);
    bind(IEnvVariables.class).to(HostTokens.class);
    bind(IDynomiteProcess.class).to(DynomiteProcessManager.class);
    bind(StorageProcessManager.class).to(HostStorage.class);
    bind(StorageProxy.class).to(HostStorage.class);
    bind(TaskScheduler.class).to(HostScheduler.class);
    bind(Sleeper.class).to(HostSleeper.class);
    // The host's health module creates a proxy that JDK 14 and newer refuse.
    Multibinder.newSetBinder(binder(), HealthIndicator.class);
    serve("/status").with(StatusServlet.class);
  }
}
