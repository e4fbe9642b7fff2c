// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.webapp;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import com.netflix.nfsidecar.scheduler.SimpleTimer;
import com.netflix.nfsidecar.scheduler.Task;
import com.netflix.nfsidecar.scheduler.TaskTimer;
import com.netflix.nfsidecar.utils.Sleeper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;

/**
 * Stands in for the host's tuner: rewrites dynomite.yml. The file is empty for 28 ms during each
 * rewrite.
 */
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
    byte[] text = settings(yml);
    try (OutputStream out = Files.newOutputStream(yml)) {
      sleeper.sleepQuietly(EMPTY_MILLIS);
      out.write(text);
    }
  }

  /**
   * Returns the text to write. The host generates the file from its own settings, so it also
   * replaces a file that is incomplete because the host was killed while writing. The copy in
   * host-settings.yml stands for those settings.
   */
  private static byte[] settings(Path yml) throws IOException {
    Path kept = yml.resolveSibling("host-settings.yml");
    if (!Files.exists(kept)) {
      Path copy =
          Files.copy(
              yml, yml.resolveSibling("host-settings.tmp"), StandardCopyOption.REPLACE_EXISTING);
      Files.move(copy, kept, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readAllBytes(kept);
  }

  @Override
  public String getName() {
    return NAME;
  }
}
