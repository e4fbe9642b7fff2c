// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.task;

import com.netflix.dynomitemanager.config.InstanceState;
import com.netflix.dynomitemanager.dynomite.IDynomiteProcess;
import com.netflix.dynomitemanager.storage.StorageProcessManager;
import com.netflix.dynomitemanager.storage.StorageProxy;
import com.netflix.dynomitemanager.storage.WarmBootstrapTask;
import com.netflix.nfsidecar.identity.InstanceIdentity;
import com.netflix.nfsidecar.resources.env.IEnvVariables;
import com.netflix.nfsidecar.tokensdb.IAppsInstanceFactory;
import com.netflix.nfsidecar.utils.Sleeper;
import io.dynowarmup.host.manager.node.HostSettings;
import io.dynowarmup.host.manager.process.OwnMBeans;
import java.io.IOException;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the place of the host's own task. The host runs it in the constructor of its server, so it
 * hands over and returns.
 */
// @Singleton is not inherited, and a second instance could not register its MBean.
@Singleton
public class WarmupTask extends WarmBootstrapTask {
  private static final Logger LOG = LoggerFactory.getLogger(WarmupTask.class);

  private final ManagerWarmup warmup;
  private final HostSettings settings;

  @Inject
  WarmupTask(
      IAppsInstanceFactory appsInstanceFactory,
      InstanceIdentity identity,
      IDynomiteProcess dynomite,
      StorageProxy storage,
      InstanceState state,
      Sleeper sleeper,
      StorageProcessManager storageProcess,
      IEnvVariables environment,
      ManagerWarmup warmup,
      HostSettings settings) {
    super(
        afterAnEarlierLife(appsInstanceFactory),
        identity,
        dynomite,
        storage,
        state,
        sleeper,
        storageProcess,
        environment);
    this.warmup = warmup;
    this.settings = settings;
  }

  private static IAppsInstanceFactory afterAnEarlierLife(IAppsInstanceFactory passedOn) {
    OwnMBeans.unregister(WarmupTask.class);
    return passedOn;
  }

  /** Returns at once. */
  @Override
  public void execute() throws IOException {
    if (settings.isOff()) {
      LOG.info("Plugin is off (plugin.enabled=false): dynomite-manager's own warm-up runs");
      super.execute();
      return;
    }
    warmup.startUp();
  }
}
