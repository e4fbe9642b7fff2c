// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.process;

import com.google.inject.AbstractModule;
import com.google.inject.Injector;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.netflix.dynomitemanager.config.FloridaConfig;
import com.netflix.dynomitemanager.dynomite.DynomiteProcessManager;
import com.netflix.dynomitemanager.dynomite.IDynomiteProcess;
import com.netflix.dynomitemanager.dynomite.ProxyAndStorageResetTask;
import com.netflix.dynomitemanager.storage.StorageProxy;
import com.netflix.nfsidecar.identity.IInstanceState;
import com.netflix.nfsidecar.utils.Sleeper;
import java.io.IOException;

/**
 * Replaces the two classes through which the host would harm a current run. Their dependencies are
 * requested from the injector only when they are created, so that a host with different bindings
 * does not fail.
 */
public final class HostGuards extends AbstractModule {
  @Override
  protected void configure() {
    // The provider methods below bind everything.
  }

  @Provides
  @Singleton
  DynomiteProcessManager dynomite(Injector injector, DynomiteGuard guard) {
    OwnMBeans.unregister(GuardedDynomite.class);
    Itself itself = new Itself();
    itself.process =
        new GuardedDynomite(
            injector.getInstance(FloridaConfig.class),
            injector.getInstance(Sleeper.class),
            injector.getInstance(IInstanceState.class),
            itself,
            guard);
    return (DynomiteProcessManager) itself.process;
  }

  @Provides
  @Singleton
  ProxyAndStorageResetTask reset(
      Injector injector, IDynomiteProcess dynomite, DynomiteGuard guard) {
    OwnMBeans.unregister(GuardedReset.class);
    return new GuardedReset(
        injector.getInstance(FloridaConfig.class),
        dynomite,
        injector.getInstance(StorageProxy.class),
        injector.getInstance(Sleeper.class),
        guard);
  }

  /** Removes the MBeans of both classes, so that the webapp can be loaded again. */
  public static void removeMBeans() {
    OwnMBeans.unregister(GuardedDynomite.class);
    OwnMBeans.unregister(GuardedReset.class);
  }

  /** Passes the host's process manager to its own constructor. */
  private static final class Itself implements IDynomiteProcess {
    private IDynomiteProcess process;

    @Override
    public void start() throws IOException {
      process.start();
    }

    @Override
    public void stop() throws IOException {
      process.stop();
    }

    @Override
    public boolean dynomiteCheck() {
      return process.dynomiteCheck();
    }

    @Override
    public boolean dynomiteProcessCheck() {
      return process.dynomiteProcessCheck();
    }
  }
}
