// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/** Keys and their hashes, as Dynomite's own tool prints them. */
final class MurmurTokens {
  private MurmurTokens() {}

  static void forEach(BiConsumer<String, Long> consumer) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                MurmurTokens.class.getResourceAsStream("murmur-tokens.tsv"),
                StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] fields = line.split("\t");
        consumer.accept(fields[0], Long.parseLong(fields[1]));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
