package io.dynowarmup.it.webapp;

import com.netflix.dynomitemanager.dynomite.IDynomiteProcess;
import com.netflix.dynomitemanager.storage.WarmBootstrapTask;
import com.netflix.nfsidecar.scheduler.TaskScheduler;
import javax.inject.Inject;

/** As the host's, it decides in its constructor to warm up, and does it there. */
public class HostServer {
  private final long millis;
  private String warmup = "plugin";

  @Inject
  HostServer(TaskScheduler scheduler, IDynomiteProcess dynomite) throws Exception {
    long since = System.nanoTime();
    dynomite.stop();
    try {
      scheduler.runTaskNow(WarmBootstrapTask.class);
    } catch (UnsupportedOperationException e) {
      warmup = "built-in";
      dynomite.start();
    }
    millis = (System.nanoTime() - since) / 1_000_000;
  }

  /** Who has warmed up. */
  String warmup() {
    return warmup;
  }

  /** How long the host was kept from coming up. */
  long millis() {
    return millis;
  }
}
