// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeTrue;

import io.dynowarmup.api.Endpoint;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Lists of connections as Linux prints them. */
public class TcpLinksTest {
  private static final String HEADER =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt\n";
  private static final Endpoint PORT = new Endpoint("127.0.0.1", 8101);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Before
  public void theTablesBelowAreOfOneByteOrder() {
    assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
  }

  private Optional<Set<String>> links(String... rows) throws IOException {
    return links(PORT, rows);
  }

  private Optional<Set<String>> links(Endpoint port, String... rows) throws IOException {
    File table = folder.newFile();
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < rows.length; i++) {
      text.append("   ").append(i).append(": ").append(rows[i]).append(" 00000000:00000000 00\n");
    }
    Files.write(table.toPath(), text.toString().getBytes(StandardCharsets.US_ASCII));
    return new TcpLinks(table.toPath(), Paths.get("/no/such/table")).to(port);
  }

  private static Optional<Set<String>> of(String... remote) {
    return Optional.of(new HashSet<>(Arrays.asList(remote)));
  }

  @Test
  public void theEstablishedConnectionsToAnAddress() throws IOException {
    assertEquals(
        of("0200007F:C001", "0300007F:C001"),
        links(
            "0100007F:1FA5 00000000:0000 0A",
            "0100007F:1FA5 0200007F:C001 01",
            "0100007F:1FA5 0300007F:C001 01",
            "0100007F:1FA5 0400007F:C001 08",
            "0400007F:1FA5 0500007F:C001 01",
            "0100007F:1FA6 0600007F:C001 01",
            "0600007F:C001 0100007F:1FA5 01"));
  }

  @Test
  public void aPortOfAllAddresses() throws IOException {
    assertEquals(
        of("0200007F:C001", "0500007F:C001"),
        links(
            "00000000:1FA5 00000000:0000 0A",
            "0100007F:1FA5 0200007F:C001 01",
            "0400007F:1FA5 0500007F:C001 01"));
    assertEquals(
        of("0200007F:C001"),
        links(
            "00000000000000000000000000000000:1FA5 00000000000000000000000000000000:0000 0A",
            "0100007F:1FA5 0200007F:C001 01"));
  }

  /** As {@code dyn_listen: 0.0.0.0:8101}, which is usual. */
  @Test
  public void aPortThatIsConfiguredForAllAddresses() throws IOException {
    assertEquals(
        of("0200007F:C001"),
        links(
            new Endpoint("0.0.0.0", 8101),
            "00000000:1FA5 00000000:0000 0A",
            "0100007F:1FA5 0200007F:C001 01"));
  }

  @Test
  public void anAddressThatIsPrintedAsOneOfVersion6() throws IOException {
    assertEquals(
        of("0000000000000000FFFF00000200007F:C001"),
        links(
            "0000000000000000FFFF00000100007F:1FA5 00000000000000000000000000000000:0000 0A",
            "0000000000000000FFFF00000100007F:1FA5 0000000000000000FFFF00000200007F:C001 01",
            "0000000000000000FFFF00000400007F:1FA5 0000000000000000FFFF00000500007F:C001 01"));
  }

  @Test
  public void aPortWithoutConnections() throws IOException {
    assertEquals(of(), links("0100007F:1FA5 00000000:0000 0A"));
  }

  @Test
  public void aPortWhereNothingListensHere() throws IOException {
    assertEquals(Optional.empty(), links());
    assertEquals(Optional.empty(), links("0400007F:1FA5 00000000:0000 0A"));
  }

  /** Also shows that the list of this system is read as it is printed. */
  @Test
  public void ofThisSystem() throws IOException {
    assumeTrue(new File("/proc/net/tcp").canRead());
    InetAddress here = InetAddress.getByName("127.0.0.1");
    try (ServerSocket server = new ServerSocket(0, 9, here)) {
      Endpoint port = new Endpoint("127.0.0.1", server.getLocalPort());
      assertEquals(of(), TcpLinks.ofSystem().to(port));
      try (Socket client = new Socket(here, server.getLocalPort());
          Socket accepted = server.accept()) {
        assertEquals(1, TcpLinks.ofSystem().to(port).get().size());
      }
    }
  }
}
