package io.dynowarmup.it.webapp;

import com.netflix.dynomitemanager.dynomite.IDynomiteProcess;
import com.netflix.dynomitemanager.storage.WarmBootstrapTask;
import com.netflix.nfsidecar.scheduler.TaskScheduler;
import javax.inject.Inject;

/** As the host's, it decides in its constructor to warm up, and does it there. */
public class HostServer {
  private String warmup = "plugin";

  @Inject
  HostServer(TaskScheduler scheduler, IDynomiteProcess dynomite) throws Exception {
    dynomite.stop();
    try {
      scheduler.runTaskNow(WarmBootstrapTask.class);
    } catch (UnsupportedOperationException e) {
      warmup = "built-in";
      dynomite.start();
    }
  }

  /** Who has warmed up. */
  String warmup() {
    return warmup;
  }
}
