// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.fuzz.Fuzz;
import io.dynowarmup.fuzz.Mutation;
import io.dynowarmup.time.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import org.junit.Test;

/** Checks any bytes as an answer of the admin port, through a real socket or parsed directly. */
public class AdminAnswerFuzzTest {
  private static final int LIMIT_MILLIS = 2_000;
  private static final String[] WORDS = {
    "HTTP/1.1 200 OK \n",
    "HTTP/1.0 200",
    "HTTP/1.1 500 \n",
    "HTTP/2",
    "Content-Length: ",
    "Content-Length: 999999999 \r\n",
    "content-length:-1\n",
    "\r\n\r\n",
    "\n\n",
    "\r",
    "State: ",
    "State: NORMAL\n",
    "State: STANDBY",
    "OK",
    "{",
    "Transfer-Encoding: chunked\n",
    "\u0000"
  };

  private static Mutation inputs() throws IOException {
    return Mutation.of(
        Arrays.asList(
            "/dynomite-admin/get_state.http",
            "/dynomite-admin/get_state-standby.http",
            "/dynomite-admin/info.http",
            "/dynomite-admin/cluster_describe.http",
            "/dynomite-admin/standby.http",
            "/dynomite-admin/unknown.http"),
        WORDS);
  }

  @Test
  public void theBytesOfAnAnswerAreReadOrRefused() throws Exception {
    Fuzz.run(
        "HTTP answer",
        inputs(),
        (input, random) -> {
          try {
            assertNotNull(StateAnswer.parse(AdminAnswer.body(input)));
          } catch (IOException e) {
            throw new WarmupException(Reason.DYNOMITE_UNREACHABLE, e.getMessage(), e);
          }
        });
  }

  @Test
  public void anAnswerOfASocketIsReadOrRefused() throws Exception {
    try (RawPort port = new RawPort()) {
      HttpDynomiteAdmin admin = new HttpDynomiteAdmin(port.url(), Ticker.system(), LIMIT_MILLIS);
      Fuzz.run(
          "HTTP by socket",
          inputs(),
          (input, random) -> {
            port.answer = input;
            assertNotNull(admin.state());
            assertNotNull(random.nextBoolean() ? admin.info() : admin.clusterDescribe());
          });
    }
  }

  /** Sends the same bytes to every client and closes the connection. */
  private static final class RawPort implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private volatile byte[] answer = new byte[0];

    RawPort() throws IOException {
      Thread thread = new Thread(this::serve, "raw-port");
      thread.setDaemon(true);
      thread.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void serve() {
      byte[] request = new byte[4096];
      while (!server.isClosed()) {
        try (Socket socket = server.accept()) {
          assertTrue(socket.getInputStream().read(request) > 0);
          socket.getOutputStream().write(answer);
        } catch (IOException e) {
          // the client has closed the connection, or the test is over
          continue;
        }
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
