package io.dynowarmup.it.webapp;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;

/** The scripts that start and stop Redis and Dynomite: whoever runs the test does it. */
final class Control {
  private static final int LIMIT_MILLIS = 20_000;

  private Control() {}

  static void ask(String what) throws IOException {
    URL url = new URL(System.getProperty("host.control") + what);
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setConnectTimeout(LIMIT_MILLIS);
    connection.setReadTimeout(LIMIT_MILLIS);
    try (InputStream in = connection.getInputStream()) {
      while (in.read() >= 0) {
        continue;
      }
    } finally {
      connection.disconnect();
    }
  }
}
