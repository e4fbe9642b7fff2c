// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import com.google.inject.Injector;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.cli.exit.HelpText;
import io.dynowarmup.cli.jar.VersionOfJar;
import io.dynowarmup.cli.option.NodeOptions;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.host.standalone.StandaloneConfig;
import io.dynowarmup.host.standalone.StandaloneModule;
import io.dynowarmup.host.standalone.WarmupDaemon;
import io.dynowarmup.http.StatusServer;
import io.dynowarmup.jmx.remote.RemoteAccess;
import io.dynowarmup.jmx.remote.SerialFilter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the daemon until a signal ends it. */
@Command(
    name = "daemon",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description = {
      "Runs beside Dynomite, warms the node when it is cold, and watches Redis and Dynomite.",
      "SIGTERM and Ctrl-C end it. A run that is in progress puts the node back into service first."
    },
    exitCodeListHeading = HelpText.CODES,
    exitCodeList = {HelpText.USAGE, HelpText.INTERNAL, HelpText.SETTINGS, HelpText.DAEMON_SIGNAL},
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  dyno-warmup daemon --conf /etc/dyno-warmup/dyno-warmup.properties",
      "  dyno-warmup daemon --dynomite-yml /etc/dynomite/dynomite.yml -D jmx.port=off"
    })
final class DaemonCommand implements Callable<Integer> {
  @Mixin private NodeOptions node = new NodeOptions();

  @Override
  public Integer call() throws InterruptedException {
    Logging.configure(node.verbose() ? "DEBUG" : "INFO", node.verbose());
    StandaloneConfig config = node.config();
    WarmupConfig settings = config.read();
    StartLine.ofDaemon(config, settings);
    SerialFilter.install();
    Injector injector = StandaloneModule.injector(config);
    try (WarmupDaemon daemon = injector.getInstance(WarmupDaemon.class)) {
      Runtime.getRuntime().addShutdownHook(new Thread(daemon::close, "dyno-warmup-end"));
      daemon.start();
      Warmup warmup = injector.getInstance(Warmup.class);
      try (RemoteAccess jmx = RemoteAccess.open(settings.jmx());
          StatusServer http = StatusServer.open(settings.http(), warmup, StatusCommand::json)) {
        // Waits without a limit, because a daemon stays.
        new CountDownLatch(1).await();
        return ExitCode.WARMED.code();
      }
    }
  }
}
