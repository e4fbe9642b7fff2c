package io.dynowarmup.dynomite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads Dynomite's idea of HTTP: header lines end with a blank and LF, and only the length and the
 * empty line after it have a CR.
 */
final class AdminAnswer {
  private static final int SHOWN = 120;

  private AdminAnswer() {}

  static String body(byte[] answer) throws IOException {
    String text = new String(answer, StandardCharsets.UTF_8);
    int newline = text.indexOf('\n');
    String status = newline < 0 ? text : text.substring(0, newline);
    if (!status.trim().matches("HTTP/1\\.[01] 200( .*)?")) {
      throw new IOException("'" + shortened(text) + "'");
    }
    int end = text.indexOf("\n\r\n");
    int skip = 3;
    int bare = text.indexOf("\n\n");
    if (bare >= 0 && (end < 0 || bare < end)) {
      end = bare;
      skip = 2;
    }
    if (end < 0) {
      throw new IOException("headers without an end, '" + shortened(text) + "'");
    }
    return text.substring(end + skip);
  }

  static String shortened(String text) {
    String printable = text.replaceAll("[^\\x20-\\x7e]+", " ").trim();
    return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "…";
  }
}
