// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.option;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.jmx.remote.RemoteAddress;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.jmx.remote.RemoteClient;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * Options that name a daemon and the login to it; every command that talks to a daemon takes them.
 */
public final class RemoteOptions extends LoginOptions {
  static final String URL = "DYNO_WARMUP_JMX";
  private static final int MOST_SECONDS = 3_600;

  @Option(
      names = "--jmx",
      paramLabel = "URL",
      defaultValue = "${env:" + URL + ":-127.0.0.1:22322}",
      description =
          "HOST:PORT of a daemon, or a JMX URL such as service:jmx:rmi:///jndi/rmi://HOST:PORT/jmxrmi"
              + " (default: $"
              + URL
              + ", or 127.0.0.1:22322).")
  private String jmx;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "Longest wait for the connection and for each answer (default: 30).")
  private int seconds;

  /**
   * Connects to the daemon.
   *
   * @throws WarmupException as {@link RemoteBean#connect}; BAD_ARGUMENT or FILE if an option is
   *     wrong
   */
  public RemoteBean connect(Map<String, String> environment) throws InterruptedException {
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT,
          "--timeout: " + seconds + " is out of range; allowed: 1 to " + MOST_SECONDS + " seconds");
    }
    RemoteClient client = client(environment);
    return RemoteBean.connect(RemoteAddress.of("--jmx", jmx), client, seconds * 1_000L);
  }
}
