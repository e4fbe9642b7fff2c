package io.dynowarmup.it.webapp;

import com.netflix.nfsidecar.identity.AppsInstance;
import com.netflix.nfsidecar.identity.InstanceIdentity;
import javax.inject.Singleton;

/** A node that replaces another. */
@Singleton
public class HostIdentity extends InstanceIdentity {
  @Override
  public AppsInstance getInstance() {
    return new HostRow(System.getProperty("host.own"));
  }

  @Override
  public boolean isReplace() {
    return true;
  }

  @Override
  public String getTokens() {
    return getInstance().getToken();
  }
}
