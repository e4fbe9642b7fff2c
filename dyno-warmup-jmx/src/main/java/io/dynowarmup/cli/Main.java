// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.cli.exit.HelpText;
import io.dynowarmup.cli.jar.EarlyClasses;
import io.dynowarmup.cli.jar.LoadClassesCommand;
import io.dynowarmup.cli.jar.VersionOfJar;
import io.dynowarmup.cli.live.Paragraphs;
import io.dynowarmup.host.standalone.LaunchMechanism;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The entry point of the executable jar. */
@Command(
    name = "dyno-warmup",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    subcommands = {
      RunCommand.class,
      DaemonCommand.class,
      ConfigCommand.class,
      StatusCommand.class,
      ClusterCommand.class,
      StartCommand.class,
      AbortCommand.class,
      PreflightCommand.class,
      HistoryCommand.class,
      VerifyCommand.class,
      OpenCommand.class,
      StopCommand.class,
      SiteCommand.class,
      ChunksCommand.class,
      LoadClassesCommand.class,
      CommandLine.HelpCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    description = "Warms a cold Dynomite node from a peer with the same token.",
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  dyno-warmup run --dynomite-yml /etc/dynomite/dynomite.yml --dry-run",
      "  dyno-warmup daemon --dynomite-yml /etc/dynomite/dynomite.yml",
      "  dyno-warmup status --watch",
      "'dyno-warmup help COMMAND' shows the options and exit codes of a command."
    })
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler(Logging::uncaught);
    LaunchMechanism.withoutHelper();
    System.exit(PrivateJar.isFor(args) ? PrivateJar.execute(args) : execute(args));
  }

  /** Executes the command line. {@link PrivateJar} also calls this method by name. */
  static int execute(String[] args) {
    if (PrivateJar.isForNode(args)) {
      EarlyClasses.load();
    }
    try {
      return commandLine().execute(args);
    } catch (Error e) {
      // picocli does not catch these errors, and the JVM's own exit code for them would be 1.
      System.err.println("internal error, or an error of the JVM: " + e);
      return ExitCode.INTERNAL.code();
    }
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setParameterExceptionHandler(Main::badUsage);
    commandLine.setExecutionExceptionHandler(Main::failed);
    return commandLine;
  }

  private static int badUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.BAD_USAGE.code();
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    if (e instanceof WarmupException) {
      command.getErr().println(Paragraphs.onStderr(e.getMessage()));
      return ExitCode.of((WarmupException) e).code();
    }
    command.getErr().println("internal error: " + e);
    if (parsed.subcommand() != null && parsed.subcommand().hasMatchedOption('v')) {
      LoggerFactory.getLogger(Main.class).error("Internal error", e);
    }
    return ExitCode.INTERNAL.code();
  }
}
