package io.dynowarmup.it.webapp;

import com.netflix.dynomitemanager.config.InstanceState;
import com.netflix.dynomitemanager.dynomite.IDynomiteProcess;
import com.netflix.nfsidecar.utils.Sleeper;
import java.io.IOException;
import javax.inject.Inject;

/** As the host's: it sleeps, whatever happens, and sets a flag that it cannot know. */
public class HostProcesses implements IDynomiteProcess {
  private static final long SLEEP_MILLIS = 1_000;

  private final InstanceState state;
  private final Sleeper sleeper;

  @Inject
  HostProcesses(InstanceState state, Sleeper sleeper) {
    this.state = state;
    this.sleeper = sleeper;
  }

  @Override
  public void start() throws IOException {
    Control.ask("/dynomite/start");
    sleeper.sleepQuietly(SLEEP_MILLIS);
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
}
