// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.netflix.dynomitemanager.config.InstanceState;
import com.netflix.dynomitemanager.storage.Bootstrap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.joda.time.DateTime;

/** The host's flags, with a journal of every change. */
public class FakeState extends InstanceState {
  private final List<String> journal = Collections.synchronizedList(new ArrayList<>());
  public volatile boolean suspended;
  public volatile boolean bootstrapping;
  public volatile boolean first = true;
  public volatile Bootstrap status = Bootstrap.NOT_STARTED;
  public volatile boolean proxyAlive;
  public volatile boolean proxyProcessAlive;
  public volatile boolean storageAlive;
  public String failingSetter = "";

  /** Returns the changes since the last call, in order. */
  public List<String> journal() {
    List<String> all = new ArrayList<>(journal);
    journal.clear();
    return all;
  }

  private void set(String name, Object value) {
    journal.add(name + "=" + value);
    if (name.equals(failingSetter)) {
      throw new IllegalStateException(name + " fails");
    }
  }

  @Override
  public boolean isBootstrapping() {
    return bootstrapping;
  }

  @Override
  public void setBootstrapping(boolean value) {
    set("bootstrapping", value);
    bootstrapping = value;
  }

  @Override
  public Bootstrap isBootstrapStatus() {
    return status;
  }

  @Override
  public void setBootstrapStatus(Bootstrap value) {
    set("status", value);
    status = value;
  }

  @Override
  public boolean firstBootstrap() {
    return first;
  }

  @Override
  public void setFirstBootstrap(boolean value) {
    set("first", value);
    first = value;
  }

  @Override
  public void setBootstrapTime(DateTime value) {
    set("time", value.getMillis());
  }

  @Override
  public void setStorageProxyAlive(boolean value) {
    set("proxy", value);
    proxyAlive = value;
  }

  @Override
  public void setStorageProxyProcessAlive(boolean value) {
    set("process", value);
    proxyProcessAlive = value;
  }

  @Override
  public void setStorageAlive(boolean value) {
    set("storage", value);
    storageAlive = value;
  }

  @Override
  public boolean getIsProcessMonitoringSuspended() {
    return suspended;
  }

  @Override
  public void setIsProcessMonitoringSuspended(boolean value) {
    set("suspended", value);
    suspended = value;
  }
}
