// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.webapp;

import com.netflix.dynomitemanager.config.InstanceState;
import com.netflix.dynomitemanager.storage.Bootstrap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.inject.Singleton;
import org.joda.time.DateTime;

/** Holds the host's flags, and records the order in which a warm-up sets them. */
@Singleton
public class HostState extends InstanceState {
  private final List<String> journal = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean suspended;
  private volatile boolean bootstrapping;
  private volatile boolean first = true;
  private volatile Bootstrap status = Bootstrap.NOT_STARTED;
  private volatile boolean proxyAlive;
  private volatile boolean processAlive;
  private volatile boolean storageAlive;

  String journal() {
    return String.join(",", journal.toArray(new String[0]));
  }

  @Override
  public boolean isBootstrapping() {
    return bootstrapping;
  }

  @Override
  public void setBootstrapping(boolean value) {
    journal.add("bootstrapping=" + value);
    bootstrapping = value;
  }

  @Override
  public Bootstrap isBootstrapStatus() {
    return status;
  }

  @Override
  public void setBootstrapStatus(Bootstrap value) {
    journal.add("status=" + value);
    status = value;
  }

  @Override
  public boolean firstBootstrap() {
    return first;
  }

  @Override
  public void setFirstBootstrap(boolean value) {
    journal.add("first=" + value);
    first = value;
  }

  @Override
  public void setBootstrapTime(DateTime value) {
    journal.add("time");
  }

  @Override
  public boolean isStorageProxyAlive() {
    return proxyAlive;
  }

  @Override
  public void setStorageProxyAlive(boolean value) {
    proxyAlive = value;
  }

  @Override
  public boolean isStorageProxyProcessAlive() {
    return processAlive;
  }

  @Override
  public void setStorageProxyProcessAlive(boolean value) {
    processAlive = value;
  }

  @Override
  public boolean isStorageAlive() {
    return storageAlive;
  }

  @Override
  public void setStorageAlive(boolean value) {
    storageAlive = value;
  }

  @Override
  public boolean isHealthy() {
    return proxyAlive && storageAlive;
  }

  @Override
  public boolean getIsProcessMonitoringSuspended() {
    return suspended;
  }

  @Override
  public void setIsProcessMonitoringSuspended(boolean value) {
    journal.add("suspended=" + value);
    suspended = value;
  }
}
