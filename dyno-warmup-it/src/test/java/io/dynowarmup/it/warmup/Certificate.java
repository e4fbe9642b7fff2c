// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.jmx.Keytool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A self-signed certificate for one address, in the formats of Redis and of a JVM. */
final class Certificate {
  static final String PASSWORD = Keytool.PASSWORD;
  private static final int LINE = 64;

  private final TempDir dir;

  private Certificate(TempDir dir) {
    this.dir = dir;
  }

  /**
   * Creates a certificate.
   *
   * @param address the IP address that the certificate names
   */
  static Certificate of(String address, TempDir dir) throws Exception {
    Certificate made = new Certificate(dir);
    Keytool.key(made.store(), "ip:" + address);
    made.writePem();
    return made;
  }

  private void writePem() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store())) {
      store.load(in, PASSWORD.toCharArray());
    }
    dir.write("cert.pem", pem("CERTIFICATE", store.getCertificate(Keytool.ALIAS).getEncoded()));
    byte[] key = store.getKey(Keytool.ALIAS, PASSWORD.toCharArray()).getEncoded();
    dir.write("key.pem", pem("PRIVATE KEY", key));
  }

  private static String pem(String what, byte[] der) {
    String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
  }

  /** Returns the PKCS12 store. A JVM with it as its trust store trusts only this certificate. */
  Path store() {
    return dir.file("store.p12");
  }

  static Path cert(TempDir dir) {
    return dir.file("cert.pem");
  }

  static Path key(TempDir dir) {
    return dir.file("key.pem");
  }
}
