// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.CommandSettings;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.dynomite.StartProgress;
import io.dynowarmup.redis.RedisProcess;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops Redis or Dynomite with the operator's commands. The start command may return (a
 * service manager, {@code dynomite -d}) or stay (a process in the foreground). It is not waited
 * for; its exit code is logged.
 */
final class CommandProcess implements DynomiteProcess, RedisProcess {
  private static final Logger LOG = LoggerFactory.getLogger(CommandProcess.class);
  private static final long STOP_SECONDS = 30;

  private final CommandSettings commands;
  private final AtomicReference<ShellCommand> started;

  /**
   * Creates a process.
   *
   * @param started the last start command of this process; it survives a change of the settings
   */
  CommandProcess(CommandSettings commands, AtomicReference<ShellCommand> started) {
    this.commands = commands;
    this.started = started;
  }

  @Override
  public boolean canStart() {
    return !commands.start().isEmpty();
  }

  @Override
  public boolean canStop() {
    return !commands.stop().isEmpty() || inForeground() != null;
  }

  /**
   * Returns our start command if it is still running; it is then the process itself, or it hangs.
   * Returns null otherwise.
   */
  private ShellCommand inForeground() {
    ShellCommand last = started.get();
    return last != null && last.isRunning() ? last : null;
  }

  @Override
  public void start() {
    ShellCommand before = inForeground();
    if (before != null) {
      LOG.warn(
          "Killing the processes of an earlier {}: it has not ended, and {} does not answer",
          commands.startKey(),
          commands.name());
      before.kill();
    }
    LOG.info("Starting {}: {}", commands.name(), commands.shown(commands.start()));
    started.set(ShellCommand.run(commands.startKey(), commands.start(), commands::shown));
  }

  @Override
  public StartProgress progress() {
    ShellCommand last = started.get();
    if (last == null || last.isRunning()) {
      return StartProgress.UNDER_WAY;
    }
    return last.hasSucceeded() ? StartProgress.ENDED : StartProgress.FAILED;
  }

  @Override
  public void stop() {
    ShellCommand foreground = inForeground();
    try {
      if (!commands.stop().isEmpty()) {
        byCommand();
      } else if (foreground != null) {
        bySignal(foreground);
      } else {
        LOG.warn(
            "Not stopping {} before it is started again: {} is not set",
            commands.name(),
            commands.stopKey());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarmupException(Reason.ABORTED, "interrupted while stopping " + commands.name(), e);
    }
  }

  private void byCommand() throws InterruptedException {
    String shown = commands.shown(commands.stop());
    LOG.info("Stopping {}: {}", commands.name(), shown);
    ShellCommand stop = ShellCommand.run(commands.stopKey(), commands.stop(), commands::shown);
    if (!stop.await(STOP_SECONDS)) {
      stop.kill();
      throw new WarmupException(
          Reason.TIME_OUT,
          commands.stopKey() + " (" + shown + ") did not end within " + STOP_SECONDS + " s");
    }
  }

  private void bySignal(ShellCommand foreground) throws InterruptedException {
    LOG.info("Stopping {} by SIGTERM to its {}", commands.name(), commands.startKey());
    foreground.terminate();
    if (!foreground.await(STOP_SECONDS)) {
      LOG.warn("Killing {}: it did not end within {} s", commands.name(), STOP_SECONDS);
      foreground.kill();
    }
  }
}
