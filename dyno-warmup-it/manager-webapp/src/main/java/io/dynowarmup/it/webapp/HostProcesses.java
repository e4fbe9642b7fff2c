package io.dynowarmup.it.webapp;

import com.netflix.dynomitemanager.config.InstanceState;
import com.netflix.dynomitemanager.dynomite.IDynomiteProcess;
import com.netflix.nfsidecar.utils.Sleeper;
import java.io.IOException;
import javax.inject.Inject;

/** As the host's: it sleeps, whatever happens, and sets a flag that it cannot know. */
public class HostProcesses implements IDynomiteProcess, Sleeper {
  private static final long SLEEP_MILLIS = 1_000;

  private final InstanceState state;

  @Inject
  HostProcesses(InstanceState state) {
    this.state = state;
  }

  @Override
  public void start() throws IOException {
    Control.ask("/dynomite/start");
    sleepQuietly(SLEEP_MILLIS);
    state.setStorageProxyAlive(true);
  }

  @Override
  public void stop() throws IOException {
    Control.ask("/dynomite/stop");
    state.setStorageProxyAlive(false);
  }

  @Override
  public boolean dynomiteCheck() {
    throw new IllegalStateException("it stops a Dynomite that does not answer");
  }

  @Override
  public boolean dynomiteProcessCheck() {
    return true;
  }

  @Override
  public void sleep(long millis) throws InterruptedException {
    Thread.sleep(millis);
  }

  @Override
  public void sleepQuietly(long millis) {
    try {
      sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
