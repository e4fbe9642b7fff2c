// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.cli.live.LiveScreen;
import io.dynowarmup.cli.live.Paragraphs;
import io.dynowarmup.cli.live.Screen;
import io.dynowarmup.cli.option.RemoteOptions;
import io.dynowarmup.cli.screen.Terminal;
import io.dynowarmup.jmx.remote.RemoteBean;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that queries or controls a daemon over JMX. */
abstract class RemoteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private RemoteOptions remote = new RemoteOptions();

  /** Runs the command over the connection. */
  abstract ExitCode with(RemoteBean bean) throws InterruptedException;

  /** Connects and runs the command. */
  ExitCode answer() throws InterruptedException {
    try (RemoteBean bean = connect()) {
      return with(bean);
    }
  }

  final RemoteBean connect() throws InterruptedException {
    return remote.connect(System.getenv());
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Returns the screen for a command that waits: a live line on a terminal, lines elsewhere. */
  final Screen screen() {
    return screen(false);
  }

  /**
   * Returns the screen for a command that waits.
   *
   * @param silent whether stdout holds nothing but the result
   */
  final Screen screen(boolean silent) {
    return Terminal.canRewrite(System.getenv())
        ? LiveScreen.onStderr()
        : Screen.plain(line -> print(line, silent));
  }

  private void print(String line, boolean silent) {
    if (!silent) {
      out().println(line);
    }
  }

  /** Returns whether the operator has given an option. */
  final boolean given(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  void configureLogging() {
    Logging.configure("WARN", false);
  }

  /** Returns the exit code of a failure. */
  ExitCode code(WarmupException e) {
    return ExitCode.ofRemote(e);
  }

  @Override
  public final Integer call() throws InterruptedException {
    configureLogging();
    RemoteBean.silenceLibrary();
    try {
      return answer().code();
    } catch (WarmupException e) {
      spec.commandLine().getErr().println(Paragraphs.onStderr(e.getMessage()));
      return code(e).code();
    } finally {
      out().flush();
    }
  }
}
