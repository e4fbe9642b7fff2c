package io.dynowarmup.standalone;

import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteProcess;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dynomite through commands of the operator's, each given to {@code sh -c}. The start command may
 * return (a service manager, {@code dynomite -d}) or stay (Dynomite in the foreground): it is not
 * waited for, and how it ended is logged.
 */
final class CommandProcess implements DynomiteProcess {
  private static final Logger LOG = LoggerFactory.getLogger(CommandProcess.class);
  private static final long STOP_SECONDS = 30;
  private static final File NOWHERE = new File("/dev/null");

  // Ctrl-C at the launcher's terminal reaches all of its session, and Dynomite is to survive it
  private static final String OWN_SESSION =
      "if command -v setsid >/dev/null; then exec setsid sh -c \"$0\"; else exec sh -c \"$0\"; fi";

  private final String startCommand;
  private final String stopCommand;

  CommandProcess(String startCommand, String stopCommand) {
    this.startCommand = startCommand;
    this.stopCommand = stopCommand;
  }

  @Override
  public boolean canStart() {
    return true;
  }

  @Override
  public void start() {
    LOG.info("starting Dynomite: {}", startCommand);
    Process process = run(startCommand, "dynomite.start.command");
    Thread end = new Thread(() -> logEnd(process), "dyno-warmup-start-command");
    end.setDaemon(true);
    end.start();
  }

  private void logEnd(Process process) {
    try {
      int code = process.waitFor();
      if (code == 0) {
        LOG.debug("dynomite.start.command has ended");
      } else {
        LOG.warn("dynomite.start.command ({}) ended with exit code {}", startCommand, code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    if (stopCommand.isEmpty()) {
      LOG.warn(
          "dynomite.stop.command is not set: Dynomite is not stopped before it is started again");
      return;
    }
    LOG.info("stopping Dynomite: {}", stopCommand);
    Process process = run(stopCommand, "dynomite.stop.command");
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new WarmupException(
            Reason.TIME_OUT,
            "dynomite.stop.command ("
                + stopCommand
                + ") did not end within "
                + STOP_SECONDS
                + " s");
      }
      if (process.exitValue() != 0) {
        LOG.warn(
            "dynomite.stop.command ({}) ended with exit code {}", stopCommand, process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarmupException(Reason.ABORTED, "interrupted while stopping Dynomite", e);
    }
  }

  private static Process run(String command, String key) {
    try {
      return new ProcessBuilder("sh", "-c", OWN_SESSION, command)
          .redirectInput(NOWHERE)
          .redirectOutput(NOWHERE)
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new WarmupException(
          Reason.DYNOMITE_UNREACHABLE,
          key + " (" + command + ") cannot be run: " + e.getMessage(),
          e);
    }
  }
}
