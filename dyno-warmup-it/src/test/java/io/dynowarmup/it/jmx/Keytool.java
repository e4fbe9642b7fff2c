// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.jmx;

import io.dynowarmup.it.Children;
import io.dynowarmup.it.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Creates keys and certificates for tests with the JDK's keytool. */
public final class Keytool {
  public static final String PASSWORD = "changeit";
  public static final String ALIAS = "daemon";

  private Keytool() {}

  /** Creates a key with a self-signed certificate for the names of the loopback interface. */
  static Path key(Path keystore) throws Exception {
    return key(keystore, "dns:localhost,ip:127.0.0.1");
  }

  /**
   * Creates a key with a self-signed certificate.
   *
   * @param names the names that clients connect to, in the form of {@code -ext SAN=}
   */
  public static Path key(Path keystore, String names) throws Exception {
    keytool(
        keystore,
        "-genkeypair",
        "-alias",
        ALIAS,
        "-keyalg",
        "EC",
        "-dname",
        "CN=dyno-warmup",
        "-ext",
        "SAN=" + names,
        "-validity",
        "2");
    return keystore;
  }

  /** Creates a truststore with which a client trusts the key. */
  static Path truststore(Path keystore, Path truststore) throws Exception {
    Path certificate = truststore.resolveSibling(truststore.getFileName() + ".cer");
    keytool(keystore, "-exportcert", "-alias", ALIAS, "-file", certificate.toString());
    keytool(truststore, "-importcert", "-noprompt", "-alias", "d", "-file", certificate.toString());
    return truststore;
  }

  private static void keytool(Path store, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    JavaCommand.FLAGS.forEach(flag -> command.add("-J" + flag));
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", store.toString()));
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (!Children.ends(process, Duration.ofSeconds(60)) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException(command + " failed");
    }
  }
}
