// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a command of the operator with {@code sh -c}. The first 64 kB of its output go into the log.
 * It can continue to print, and it survives this program.
 */
final class ShellCommand {
  private static final Logger LOG = LoggerFactory.getLogger(ShellCommand.class);

  static {
    LaunchMechanism.withoutHelper();
  }

  private static final File NOWHERE = new File("/dev/null");
  private static final String MARK = "\u0001";
  private static final long BEGIN_SECONDS = 2;
  private static final int LONGEST_LINE = 4_096;

  // Ctrl-C on the launcher's terminal reaches its whole session; Redis and Dynomite must survive
  // it.
  private static final String OWN_SESSION =
      "if command -v setsid >/dev/null; then exec setsid sh -c \"$0\" \"$1\";"
          + " else exec sh -c \"$0\" \"$1\"; fi";

  // A process in the foreground needs a reader for its output, even after this program has ended.
  private static final String READ_FOR_EVER =
      "printf '\\001pid %s\\n' $$; exec 4>&1;"
          + " { sh -c \"$0\" 2>&1 4>&-; printf '\\n\\001end %s\\n' $? >&4; } |"
          + " { trap '' PIPE TERM; dd bs=4096 count=16 2>/dev/null >&4; exec cat >/dev/null 4>&-; }";

  private final String key;
  private final UnaryOperator<String> shown;
  private final Process process;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile OptionalInt exitCode = OptionalInt.empty();
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile String session = "";

  private ShellCommand(String key, UnaryOperator<String> shown, Process process) {
    this.key = key;
    this.shown = shown;
    this.process = process;
  }

  /**
   * Starts a command.
   *
   * @param key the setting that holds the command, for messages
   * @param shown removes secrets from the command and its output for the log
   */
  static ShellCommand run(String key, String command, UnaryOperator<String> shown) {
    try {
      Process process =
          new ProcessBuilder("sh", "-c", OWN_SESSION, READ_FOR_EVER, command)
              .redirectInput(NOWHERE)
              .redirectErrorStream(true)
              .start();
      ShellCommand run = new ShellCommand(key, shown, process);
      Thread reader = new Thread(run::read, "dyno-warmup-" + key);
      reader.setDaemon(true);
      reader.start();
      return run;
    } catch (IOException e) {
      throw new WarmupException(
          Reason.FILE, key + " (" + shown.apply(command) + ") cannot be run: " + e.getMessage(), e);
    }
  }

  private void read() {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        take(line);
      }
    } catch (IOException e) {
      LOG.debug("Cannot read the output of {}", key, e);
    } finally {
      ended.countDown();
    }
  }

  private void take(String line) {
    if (line.startsWith(MARK + "pid ")) {
      session = line.substring(MARK.length() + 4).trim();
      begun.countDown();
    } else if (line.startsWith(MARK + "end ")) {
      int code = Integer.parseInt(line.substring(MARK.length() + 4).trim());
      exitCode = OptionalInt.of(code);
      if (code == 0) {
        LOG.debug("Command {} has ended", key);
      } else {
        LOG.warn("Command {} ended with exit code {}", key, code);
      }
      ended.countDown();
    } else if (!line.trim().isEmpty()) {
      LOG.info(
          "Command {}: {}",
          key,
          shown.apply(line.substring(0, Math.min(LONGEST_LINE, line.length()))));
    }
  }

  /**
   * Waits for the end of the command.
   *
   * @return whether the command ended in time; processes that it left in the background do not
   *     count
   */
  boolean await(long seconds) throws InterruptedException {
    return ended.await(seconds, TimeUnit.SECONDS);
  }

  /** Returns the exit code; empty while the command runs or if it was killed. */
  OptionalInt exitCode() {
    return exitCode;
  }

  boolean hasSucceeded() {
    return exitCode.equals(OptionalInt.of(0));
  }

  boolean isRunning() {
    return ended.getCount() > 0;
  }

  /** Sends SIGTERM to the command and all processes that it started. */
  void terminate() {
    signal("TERM");
  }

  /** Sends SIGKILL to the command and all processes that it started. */
  void kill() {
    signal("KILL");
    process.destroyForcibly();
  }

  private void signal(String name) {
    try {
      if (!begun.await(BEGIN_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
      new ProcessBuilder("sh", "-c", "kill -s " + name + " -- -" + session)
          .redirectInput(NOWHERE)
          .redirectOutput(NOWHERE)
          .redirectErrorStream(true)
          .start()
          .waitFor();
    } catch (IOException e) {
      LOG.warn("Command {} cannot be given SIG{}: {}", key, name, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
