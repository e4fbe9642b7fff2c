// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.jmx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The JDK's keytool: keys and certificates for tests. */
final class Keytool {
  static final String PASSWORD = "changeit";

  private Keytool() {}

  /** A key with a self-signed certificate for the names of this machine's loopback. */
  static Path key(Path keystore) throws Exception {
    return key(keystore, "dns:localhost,ip:127.0.0.1");
  }

  /**
   * @param names what clients connect to, as {@code -ext SAN=} takes it
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

  /** What a client needs to trust that key. */
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
