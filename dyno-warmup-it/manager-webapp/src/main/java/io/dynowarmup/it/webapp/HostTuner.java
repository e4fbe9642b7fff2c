package io.dynowarmup.it.webapp;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import com.netflix.nfsidecar.scheduler.SimpleTimer;
import com.netflix.nfsidecar.scheduler.Task;
import com.netflix.nfsidecar.scheduler.TaskTimer;
import com.netflix.nfsidecar.utils.Sleeper;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** As the host's: it writes dynomite.yml again, which is empty for a moment. */
@Singleton
public class HostTuner extends Task {
  public static final String NAME = "Tune-Task";
  private static final long EVERY_MILLIS = 60_000;
  private static final long EMPTY_MILLIS = 28;

  private final Sleeper sleeper;

  @Inject
  HostTuner(Sleeper sleeper) {
    this.sleeper = sleeper;
  }

  public static TaskTimer timer() {
    return new SimpleTimer(NAME, EVERY_MILLIS);
  }

  @Override
  public void execute() throws Exception {
    Path yml = Paths.get(System.getProperty("host.yml"));
    byte[] text = Files.readAllBytes(yml);
    try (OutputStream out = Files.newOutputStream(yml)) {
      sleeper.sleepQuietly(EMPTY_MILLIS);
      out.write(text);
    }
  }

  @Override
  public String getName() {
    return NAME;
  }
}
