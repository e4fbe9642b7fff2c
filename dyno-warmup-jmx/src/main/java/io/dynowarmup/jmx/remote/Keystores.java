// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Creates TLS socket factories from files. */
final class Keystores {
  private Keystores() {}

  /**
   * Returns a factory with our certificate.
   *
   * @throws WarmupException FILE, with the option or setting that names the file
   */
  static SSLSocketFactory identity(String key, Path path, Secret password) {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      KeyStore store = load(path, password);
      if (!holdsKey(store)) {
        throw new WarmupException(Reason.FILE, key + "=" + path + " holds no private key");
      }
      keys.init(store, password.reveal().toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(key, path, e);
    }
  }

  private static boolean holdsKey(KeyStore store) throws GeneralSecurityException {
    for (java.util.Enumeration<String> names = store.aliases(); names.hasMoreElements(); ) {
      if (store.isKeyEntry(names.nextElement())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns a factory that trusts the certificates in the file.
   *
   * @throws WarmupException FILE, with the option or setting that names the file
   */
  static SSLSocketFactory trust(String key, Path path, Secret password) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(load(path, password));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(key, path, e);
    }
  }

  private static KeyStore load(Path path, Secret password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    char[] secret = password.isPresent() ? password.reveal().toCharArray() : null;
    try (InputStream in = Files.newInputStream(path)) {
      store.load(in, secret);
    }
    return store;
  }

  /** A wrong password is the only failure of a key store that has a cause. */
  private static String why(Exception e) {
    boolean noStore = e instanceof IOException && !(e instanceof FileSystemException);
    return noStore && e.getCause() == null ? "it is no PKCS12 or JKS file" : e.getMessage();
  }

  private static WarmupException unusable(String key, Path path, Exception e) {
    String why = Files.exists(path) ? why(e) : "it does not exist";
    return new WarmupException(Reason.FILE, key + "=" + path + " cannot be used: " + why, e);
  }
}
