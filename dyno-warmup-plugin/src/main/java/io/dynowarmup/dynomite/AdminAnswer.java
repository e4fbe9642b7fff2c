// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses Dynomite's variant of HTTP. Header lines end with a blank and LF; only the content length
 * and the empty line after it have a CR.
 */
final class AdminAnswer {
  private static final Pattern OK = Pattern.compile("HTTP/1\\.[01] 200\\b.*");
  private static final Pattern LENGTH =
      Pattern.compile("^content-length:\\s*(\\d{1,9})\\s*$", Pattern.CASE_INSENSITIVE);
  private static final int SHOWN = 120;

  private AdminAnswer() {}

  /**
   * Returns the body of an answer.
   *
   * @throws IOException with the text that was received, if it is not a complete answer with status
   *     200
   */
  static String body(byte[] answer) throws IOException {
    // one char for each byte, so that positions in the text are positions in the bytes
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    if (text.isEmpty()) {
      throw new IOException("nothing");
    }
    OptionalInt length = OptionalInt.empty();
    int at = 0;
    for (int line = 0; ; line++) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        throw new IOException("'" + shortened(text) + "'");
      }
      String header = text.substring(at, end).trim();
      at = end + 1;
      if (line == 0 && !OK.matcher(header).matches()) {
        throw new IOException("'" + shortened(text) + "'");
      }
      if (header.isEmpty()) {
        break;
      }
      Matcher m = LENGTH.matcher(header);
      length = m.matches() ? OptionalInt.of(Integer.parseInt(m.group(1))) : length;
    }
    int has = answer.length - at;
    int announced = length.orElse(has);
    if (has < announced) {
      throw new IOException("only " + has + " of the " + announced + " announced bytes");
    }
    return new String(answer, at, announced, StandardCharsets.UTF_8);
  }

  static String shortened(String text) {
    String printable = text.replaceAll("[^\\x20-\\x7e]+", " ").trim();
    return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "…";
  }
}
