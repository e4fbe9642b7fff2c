// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Reads the description of each setting from {@code descriptions.properties} in the jar. */
final class Descriptions {
  private static final String FILE = "descriptions.properties";
  private static final Properties ALL = read();

  private Descriptions() {}

  /**
   * Returns the description of a key.
   *
   * @throws IllegalStateException if the key has no description
   */
  static String of(String key) {
    String text = ALL.getProperty(key);
    if (text == null) {
      throw new IllegalStateException(key + " has no description in " + FILE);
    }
    return text;
  }

  private static Properties read() {
    Properties all = new Properties();
    try (InputStream in = Descriptions.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not in the jar");
      }
      all.load(in);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }
}
