// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.Test;

/** Compares the answers of the admin port with recordings of a real Dynomite. */
public class DynomiteAdminIT extends DynomiteContract {
  public DynomiteAdminIT(Kind kind) {
    super(kind);
  }

  @Test
  public void everyAnswerIsTheRecordedOneByteForByte() {
    AdminClient admin = single().dynomite().adminClient();
    assertEquals(recorded("get_state"), answer(admin, "/state/get_state"));
    assertEquals(recorded("standby"), answer(admin, "/state/standby"));
    assertEquals(recorded("get_state-standby"), answer(admin, "/state/get_state"));
    assertEquals(recorded("writes_only"), answer(admin, "/state/writes_only"));
    assertEquals(recorded("get_state-writes_only"), answer(admin, "/state/get_state"));
    assertEquals(recorded("resuming"), answer(admin, "/state/resuming"));
    assertEquals("State: RESUMING\n", admin.get("/state/get_state"));
    assertEquals(recorded("normal"), answer(admin, "/state/normal"));
    assertEquals(recorded("get_state"), answer(admin, "/state/get_state"));
    assertEquals(recorded("ping"), answer(admin, "/ping"));
    assertEquals(recorded("help"), answer(admin, "/help"));
    assertEquals(recorded("get_consistency"), answer(admin, "/get_consistency"));
  }

  @Test
  public void whatItDoesNotKnowItAnswersWithOkAndDoesNot() {
    AdminClient admin = single().dynomite().adminClient();
    assertEquals(recorded("unknown"), answer(admin, "/no/such/path"));
    assertEquals(recorded("unknown-state"), answer(admin, "/state/stand_by"));
    assertEquals(recorded("unknown-state"), answer(admin, "/state/STANDBY"));
    assertEquals("NORMAL", admin.state());
  }

  @Test
  public void theClusterIsDescribed() {
    DynomiteCluster cluster = cluster(3);
    NodeSpec spec = cluster.node(0).dynomite().spec();
    String expected = recorded("cluster_describe").replace(":8101", ":" + spec.dynPort());
    for (int rack = 0; rack < 3; rack++) {
      expected =
          expected
              .replace("127.0.0.6" + (rack + 1), cluster.node(rack).host())
              .replace("rack6" + (rack + 1), cluster.node(rack).rack());
    }
    String body = body(expected);
    assertEquals(body, cluster.node(0).dynomite().adminClient().get("/cluster_describe"));
  }

  @Test
  public void infoHasTheSameFieldsInTheSameOrder() {
    RackNode node = single();
    String info = node.dynomite().adminClient().get("/info");
    assertEquals(shape(body(recorded("info"))), shape(info));
    assertEquals(2, info.split("\"rack\":\"" + node.rack() + "\",\"dc\":\"dc\"").length);
  }

  /** Returns the names without the values. */
  private static String shape(String info) {
    return info.replaceAll(":\\d+", ":0")
        .replaceAll("\"(source|version|rack|dc)\":\"[^\"]*\"", "$1")
        .replaceAll("\"[0-9.]+:\\d+\": ", "redis");
  }

  @Test
  public void eachConnectionHasOneAnswer() throws IOException {
    NodeSpec spec = single().dynomite().spec();
    try (Socket socket = new Socket(spec.host(), spec.adminPort())) {
      socket.getOutputStream().write(bytes("GET /ping HTTP/1.1\r\n\r\n"));
      assertEquals(recorded("ping"), read(socket.getInputStream()));
    }
  }

  @Test
  public void whoConnectsAndSaysNothingKeepsAllOthersWaiting() throws IOException {
    NodeSpec spec = single().dynomite().spec();
    try (Socket silent = new Socket(spec.host(), spec.adminPort());
        Socket second = new Socket(spec.host(), spec.adminPort())) {
      second.getOutputStream().write(bytes("GET /ping HTTP/1.1\r\n\r\n"));
      Await.holdsFor("waiting", A_MOMENT, () -> second.getInputStream().available() == 0);
      silent.close();
      assertEquals(recorded("ping"), read(second.getInputStream()));
    }
  }

  @Test
  public void aMalformedRequestIsAnsweredTwice() throws IOException {
    NodeSpec spec = single().dynomite().spec();
    try (Socket socket = new Socket(spec.host(), spec.adminPort())) {
      socket.getOutputStream().write(bytes("GET /state/standby\n"));
      String answer = read(socket.getInputStream());
      assertEquals("HTTP/1.0 400 Bad Request\n" + recorded("ping"), answer);
    }
    assertEquals("NORMAL", new AdminClient(spec.admin()).state());
  }

  private static String answer(AdminClient admin, String path) {
    return new String(admin.raw(path), StandardCharsets.US_ASCII);
  }

  private static String recorded(String name) {
    try (InputStream in = DynomiteAdminIT.class.getResourceAsStream("admin/" + name + ".http")) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private static String read(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
