// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.option;

import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.jmx.remote.Login;
import io.dynowarmup.jmx.remote.RemoteClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options for the login to a daemon and for TLS. */
public class LoginOptions {
  static final String USER = "DYNO_WARMUP_JMX_USER";
  static final String TRUSTSTORE = "DYNO_WARMUP_JMX_TRUSTSTORE";
  static final String PASSWORD = "DYNO_WARMUP_JMX_PASSWORD";
  static final String TRUSTSTORE_PASSWORD = "DYNO_WARMUP_JMX_TRUSTSTORE_PASSWORD";

  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = "${env:" + USER + ":-}",
      description =
          "User to log in as (default: $"
              + USER
              + "). Its password is in --password-file or in $"
              + PASSWORD
              + ".")
  private String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "Lines of 'user password', as in the file that the daemon reads. Only its owner may read"
              + " it.")
  private Path passwordFile;

  @Option(
      names = "--truststore",
      paramLabel = "FILE",
      defaultValue = "${env:" + TRUSTSTORE + ":-}",
      description =
          "Use TLS: PKCS12 or JKS file with the daemon's certificate (default: $"
              + TRUSTSTORE
              + "). Its password is in $"
              + TRUSTSTORE_PASSWORD
              + ".")
  private Path truststore;

  /**
   * Returns the client for connections to a daemon.
   *
   * @throws WarmupException BAD_ARGUMENT or FILE if an option is wrong
   */
  public final RemoteClient client(Map<String, String> environment) {
    return new RemoteClient(
        login(environment),
        Optional.ofNullable(truststore).filter(path -> !path.toString().isEmpty()),
        Secret.of(environment.get(TRUSTSTORE_PASSWORD)));
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
