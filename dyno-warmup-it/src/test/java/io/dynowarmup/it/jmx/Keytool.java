// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.jmx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Creates keys and certificates for tests with the JDK's keytool. */
final class Keytool {
  static final String PASSWORD = "changeit";

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
  static Path key(Path keystore, String names) throws Exception {
    keytool(
        keystore,
        "-genkeypair",
        "-alias",
        "daemon",
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
    keytool(keystore, "-exportcert", "-alias", "daemon", "-file", certificate.toString());
    keytool(truststore, "-importcert", "-noprompt", "-alias", "d", "-file", certificate.toString());
    return truststore;
  }

  private static void keytool(Path store, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", store.toString()));
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException(command + " failed");
    }
  }
}
