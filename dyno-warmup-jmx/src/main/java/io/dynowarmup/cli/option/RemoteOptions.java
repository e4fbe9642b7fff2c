// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.option;

import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.jmx.remote.Login;
import io.dynowarmup.jmx.remote.RemoteAddress;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.jmx.remote.RemoteClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Options that name a daemon and the login to it; every command that talks to a daemon takes them.
 */
public final class RemoteOptions {
  static final String URL = "DYNO_WARMUP_JMX";
  static final String PASSWORD = "DYNO_WARMUP_JMX_PASSWORD";
  static final String TRUSTSTORE_PASSWORD = "DYNO_WARMUP_JMX_TRUSTSTORE_PASSWORD";
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
      names = "--user",
      paramLabel = "NAME",
      defaultValue = "",
      description =
          "User to log in as. Its password is in --password-file or in $" + PASSWORD + ".")
  private String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "Lines of 'user password', as in the daemon's jmx.password.file. Only its owner may read it.")
  private Path passwordFile;

  @Option(
      names = "--truststore",
      paramLabel = "FILE",
      description =
          "Use TLS: PKCS12 or JKS file with the daemon's certificate. Its password is in $"
              + TRUSTSTORE_PASSWORD
              + ".")
  private Path truststore;

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
    RemoteClient client =
        new RemoteClient(
            login(environment),
            Optional.ofNullable(truststore),
            Secret.of(environment.get(TRUSTSTORE_PASSWORD)));
    return RemoteBean.connect(RemoteAddress.of("--jmx", jmx), client, seconds * 1_000L);
  }

  private Optional<Login> login(Map<String, String> environment) {
    if (passwordFile != null) {
      return Optional.of(Login.fromFile("--password-file", passwordFile, user));
    }
    Secret password = Secret.of(environment.get(PASSWORD));
    if (user.isEmpty()) {
      return Optional.empty();
    }
    if (!password.isPresent()) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT,
          "--user "
              + user
              + " has no password: name a file of 'user password' with --password-file, or set "
              + PASSWORD);
    }
    return Optional.of(new Login(user, password));
  }
}
