// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.webapp;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;

/** Calls the scripts that start and stop Redis and Dynomite. The test provides them over HTTP. */
public final class Control {
  private static final int LIMIT_MILLIS = 20_000;

  private Control() {}

  /**
   * Returns whether the script succeeded.
   *
   * @throws IOException if the test does not answer within 20 s
   */
  public static boolean says(String what) throws IOException {
    URL url = new URL(System.getProperty("host.control") + what);
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setConnectTimeout(LIMIT_MILLIS);
    connection.setReadTimeout(LIMIT_MILLIS);
    try {
      return connection.getResponseCode() == HttpURLConnection.HTTP_NO_CONTENT;
    } finally {
      connection.disconnect();
    }
  }
}
