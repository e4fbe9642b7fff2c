// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.wire;

import java.nio.charset.StandardCharsets;

/**
 * The header of each message between two Dynomites: {@code " $2014$ id type flags version same-dc
 * *1 d *length"} and CR LF.
 *
 * @param end index after the header, where the payload starts
 */
public record DnodeHeader(long id, int type, int payloadLength, int end) {
  public static final int REQUEST = 3;

  /** A request from another data center, for all racks of this one. */
  public static final int REQUEST_FOR_ALL_RACKS = 4;

  public static final int RESPONSE = 5;
  public static final int GOSSIP = 7;

  private static final String MAGIC = "   $2014$ ";
  private static final int FIELDS = 8;

  /** Returns the header and the payload. */
  public static byte[] wrap(long id, int type, byte[] payload) {
    byte[] header =
        (MAGIC
                + id
                + " "
                + type
                + " 0 1 "
                + (type == REQUEST_FOR_ALL_RACKS ? 0 : 1)
                + " *1 d *"
                + payload.length
                + "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] wire = new byte[header.length + payload.length];
    System.arraycopy(header, 0, wire, 0, header.length);
    System.arraycopy(payload, 0, wire, header.length, payload.length);
    return wire;
  }

  /** Returns the header, or null if header and payload are not complete yet. */
  public static DnodeHeader read(byte[] bytes, int from, int limit) {
    int end = Resp.lineEnd(bytes, from, limit);
    if (end < 0) {
      return null;
    }
    String line = new String(bytes, from, end - 2 - from, StandardCharsets.US_ASCII);
    String[] fields = line.trim().split(" ");
    if (fields.length != FIELDS + 1 || !fields[0].equals(MAGIC.trim())) {
      throw new IllegalStateException("No Dynomite speaks like this: " + line);
    }
    int length = Integer.parseInt(fields[FIELDS].substring(1));
    return end + length > limit
        ? null
        : new DnodeHeader(Long.parseLong(fields[1]), Integer.parseInt(fields[2]), length, end);
  }
}
