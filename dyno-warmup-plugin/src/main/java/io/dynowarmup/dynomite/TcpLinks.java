// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import io.dynowarmup.api.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The TCP connections to a port of this machine, as the kernel lists them. They are current,
 * whereas Dynomite's counters are as old as the query before.
 */
public final class TcpLinks {
  private static final String ESTABLISHED = "01";
  private static final String LISTENS = "0A";

  /** The beginning of an IPv4 address that is printed as an IPv6 address. */
  private static final String MAPPED = words(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1});

  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;

  private final List<Path> tables;

  /**
   * @param tables files in the form of {@code /proc/net/tcp}
   */
  TcpLinks(Path... tables) {
    this.tables = Arrays.asList(tables);
  }

  /** Returns the connections that Linux lists for this program's network. */
  public static TcpLinks ofSystem() {
    return new TcpLinks(Paths.get("/proc/net/tcp"), Paths.get("/proc/net/tcp6"));
  }

  /** Returns no list of connections, as on a system that has none. */
  public static TcpLinks unlisted() {
    return new TcpLinks();
  }

  /**
   * Returns the remote ends of the established connections to a port.
   *
   * @return empty if no process is seen to listen there: the system has no such list, or Dynomite
   *     has another network
   */
  public Optional<Set<String>> to(Endpoint port) {
    Set<String> everywhere = new HashSet<>();
    Set<String> here = new HashSet<>();
    boolean anyAddress = false;
    boolean thisAddress = false;
    String address = address(port.host());
    String suffix = String.format(":%04X", port.port());
    for (Path table : tables) {
      for (String line : lines(table)) {
        if (!line.contains(suffix)) {
          continue;
        }
        String[] fields = line.trim().split("\\s+");
        if (fields.length <= STATE || !fields[LOCAL].endsWith(suffix)) {
          continue;
        }
        boolean exact =
            fields[LOCAL].equals(address + suffix)
                || fields[LOCAL].equals(MAPPED + address + suffix);
        if (fields[STATE].equals(LISTENS)) {
          boolean any = fields[LOCAL].matches("0+:.*");
          thisAddress |= exact && !any;
          anyAddress |= any;
        } else if (fields[STATE].equals(ESTABLISHED)) {
          everywhere.add(fields[REMOTE]);
          here.addAll(exact ? Arrays.asList(fields[REMOTE]) : Arrays.<String>asList());
        }
      }
    }
    if (thisAddress) {
      return Optional.of(here);
    }
    return anyAddress ? Optional.of(everywhere) : Optional.empty();
  }

  private static List<String> lines(Path table) {
    try {
      return Files.readAllLines(table, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return Arrays.asList();
    }
  }

  private static String address(String host) {
    try {
      return words(InetAddress.getByName(host).getAddress());
    } catch (IOException e) {
      return "?";
    }
  }

  /** Returns an address as the kernel prints it: words of four bytes in the machine's order. */
  private static String words(byte[] address) {
    ByteBuffer bytes = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
    StringBuilder text = new StringBuilder();
    while (bytes.hasRemaining()) {
      text.append(String.format("%08X", bytes.getInt()));
    }
    return text.toString();
  }
}
