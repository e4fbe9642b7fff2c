// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.Ticker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class HttpDynomiteAdminTest {
  @Rule public final Timeout limit = new Timeout(30, TimeUnit.SECONDS);
  private FakeAdminPort port;

  private DynomiteAdmin admin(FakeAdminPort opened) {
    return admin(opened, 5000);
  }

  private DynomiteAdmin admin(FakeAdminPort opened, int limitMillis) {
    port = opened;
    return new HttpDynomiteAdmin(opened.url(), Ticker.system(), limitMillis);
  }

  @After
  public void close() throws Exception {
    if (port != null) {
      port.close();
    }
  }

  @Test
  public void readsTheStatesThatDynomiteSays() throws Exception {
    assertEquals(DynomiteState.NORMAL, admin(FakeAdminPort.recorded("get_state.http")).state());
    port.close();
    assertEquals(
        DynomiteState.STANDBY, admin(FakeAdminPort.recorded("get_state-standby.http")).state());
    port.close();
    assertEquals(
        DynomiteState.WRITES_ONLY,
        admin(FakeAdminPort.recorded("get_state-writes_only.http")).state());
    assertEquals(Arrays.asList("/state/get_state"), port.paths());
  }

  @Test
  public void anUnexpectedStateIsReportedAsOther() throws Exception {
    assertEquals(
        DynomiteState.OTHER,
        admin(FakeAdminPort.saying("HTTP/1.1 200 OK \nContent-Length: 15 \r\n\r\nState: JOINING\n"))
            .state());
  }

  @Test
  public void asksForStatesByTheirPaths() throws Exception {
    DynomiteAdmin admin = admin(FakeAdminPort.recorded("standby.http"));
    admin.request(DynomiteState.STANDBY);
    admin.request(DynomiteState.WRITES_ONLY);
    admin.request(DynomiteState.RESUMING);
    admin.request(DynomiteState.NORMAL);
    assertEquals(
        Arrays.asList("/state/standby", "/state/writes_only", "/state/resuming", "/state/normal"),
        port.paths());
  }

  @Test
  public void asksForNoStateThatDynomiteDoesNotKnow() throws Exception {
    DynomiteAdmin admin = admin(FakeAdminPort.recorded("unknown-state.http"));
    assertThrows(IllegalArgumentException.class, () -> admin.request(DynomiteState.UNREACHABLE));
    assertTrue(port.paths().isEmpty());
  }

  @Test
  public void readsInfoAndTheClusterWhole() throws Exception {
    DynomiteInfo info = admin(FakeAdminPort.recorded("info.http")).info();
    assertEquals(OptionalLong.of(0), info.dnodeClientConnections());
    assertFalse(info.serverName().isEmpty());
    port.close();
    ClusterDescription cluster =
        admin(FakeAdminPort.recorded("cluster_describe.http")).clusterDescribe();
    assertEquals(3, cluster.nodes().size());
  }

  @Test
  public void anAnswerToAnUnknownPathIsNoJson() throws Exception {
    DynomiteAdmin admin = admin(FakeAdminPort.recorded("unknown.http"));
    WarmupException e = unreachable(admin::info);
    assertTrue(e.getMessage(), e.getMessage().contains("'OK'"));
  }

  @Test
  public void saysWhatCameWhenItIsNotDynomite() throws Exception {
    DynomiteAdmin admin =
        admin(
            FakeAdminPort.saying("HTTP/1.1 404 Not Found\r\n\r\n<html>no\u0001 such page</html>"));
    WarmupException e = unreachable(admin::clusterDescribe);
    assertTrue(e.getMessage(), e.getMessage().contains("404 Not Found"));
    assertTrue(e.getMessage(), e.getMessage().contains(port.url().substring(7)));
    assertEquals(DynomiteState.UNREACHABLE, admin.state());
    unreachable(() -> admin.request(DynomiteState.STANDBY));
  }

  @Test
  public void isNotReachedWhereNothingListens() throws Exception {
    int free;
    try (ServerSocket s = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      free = s.getLocalPort();
    }
    DynomiteAdmin admin = new HttpDynomiteAdmin("http://127.0.0.1:" + free, Ticker.system());
    assertEquals(DynomiteState.UNREACHABLE, admin.state());
    assertTrue(unreachable(admin::info).getMessage().contains("refused"));
    DynomiteAdmin nowhere = new HttpDynomiteAdmin("http://no..host:22222", Ticker.system());
    assertTrue(unreachable(nowhere::info).getMessage().contains("no..host"));
  }

  @Test
  public void doesNotWaitForOneThatIsSilentOrDrips() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    DynomiteAdmin admin =
        admin(
            new FakeAdminPort(
                (path, out) -> {
                  while (!over.await(10, TimeUnit.MILLISECONDS)) {
                    if ("/info".equals(path)) {
                      out.write('x');
                      out.flush();
                    }
                  }
                }),
            200);
    assertTrue(unreachable(admin::info).getMessage().contains("200 ms"));
    over.countDown();
    port.close();
    CountDownLatch silence = new CountDownLatch(1);
    DynomiteAdmin silent = admin(new FakeAdminPort((path, out) -> silence.await()), 200);
    assertEquals(DynomiteState.UNREACHABLE, silent.state());
    silence.countDown();
  }

  @Test
  public void aTruncatedAnswerIsNone() throws Exception {
    byte[] whole = FakeAdminPort.recording("info.http");
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    DynomiteAdmin admin = admin(new FakeAdminPort((path, out) -> out.write(half)));
    assertTrue(unreachable(admin::info).getMessage().contains("of the 2875 announced bytes"));
  }

  @Test
  public void anEndlessAnswerIsNotKept() throws Exception {
    byte[] much = new byte[1024 * 1024];
    DynomiteAdmin admin =
        admin(
            new FakeAdminPort(
                (path, out) -> {
                  for (int i = 0; i < 100; i++) {
                    out.write(much);
                  }
                }));
    assertTrue(
        unreachable(admin::info).getMessage().contains("more than " + AdminExchange.MAX_BYTES));
  }

  @Test
  public void noBytesBreakIt() throws Exception {
    Random random = new Random(11);
    byte[] state = FakeAdminPort.recording("get_state.http");
    DynomiteAdmin admin =
        admin(
            new FakeAdminPort(
                (path, out) -> {
                  byte[] bytes = state.clone();
                  for (int n = random.nextInt(12); n >= 0; n--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                  }
                  out.write(bytes, 0, random.nextInt(bytes.length + 1));
                }));
    for (int i = 0; i < 300; i++) {
      admin.state();
      try {
        admin.info();
      } catch (WarmupException e) {
        assertEquals(Reason.DYNOMITE_UNREACHABLE, e.reason());
      }
    }
  }

  @Test
  public void takesAddressesOnly() {
    for (String good :
        new String[] {"http://127.0.0.1:22222", " HTTP://node-1:22222/ ", "http://[::1]:22222"}) {
      new HttpDynomiteAdmin(good, Ticker.system());
    }
    for (String bad :
        new String[] {
          null,
          "",
          "127.0.0.1:22222",
          "https://127.0.0.1:22222",
          "http://127.0.0.1",
          "http://127.0.0.1:22222/state",
          "http://127.0.0.1:0",
          "http://127.0.0.1:port",
          "http://user:pw@127.0.0.1:22222",
          "http://127.0.0.1:22222?x",
        }) {
      WarmupException e =
          assertThrows(
              bad, WarmupException.class, () -> new HttpDynomiteAdmin(bad, Ticker.system()));
      assertEquals(Reason.BAD_CONFIG, e.reason());
      assertTrue(e.getMessage(), e.getMessage().contains("http://host:port"));
    }
  }

  private static WarmupException unreachable(Runnable command) {
    WarmupException e = assertThrows(WarmupException.class, command::run);
    assertEquals(e.getMessage(), Reason.DYNOMITE_UNREACHABLE, e.reason());
    return e;
  }

  @Test
  public void theTextOfAnAnswerKeepsItsCharacters() throws Exception {
    byte[] body = "{\"rack\":\"räck\"}".getBytes(StandardCharsets.UTF_8);
    DynomiteAdmin admin =
        admin(
            new FakeAdminPort(
                (path, out) -> {
                  String head = "HTTP/1.1 200 OK \nContent-Length: " + body.length + " \r\n\r\n";
                  out.write(head.getBytes(StandardCharsets.US_ASCII));
                  out.write(body);
                  out.write('x');
                }));
    assertEquals("räck", admin.info().rack());
  }
}
