// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.s3;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before a server and passes one request a connection on, unless a fault is due. Conditional
 * requests are passed on one after the other, because S3 executes them so, and S3Proxy does not.
 */
final class Front implements Closeable {
  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");

  private static final Pattern CONDITIONAL = Pattern.compile("(?im)^if-none-match:");

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();

  Front(int target) throws IOException {
    this.target = target;
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Returns the first lines and headers of the requests so far. */
  List<String> requests() {
    return heads;
  }

  /** What becomes of a request. */
  interface Fault {
    /** Returns whether the request is dealt with. */
    boolean handle(String head, Socket client) throws IOException;
  }

  /** The next requests have these faults, one each. */
  void next(Fault... coming) {
    faults.addAll(List.of(coming));
  }

  void clear() {
    faults.clear();
  }

  /** The server answers with an error. */
  static Fault error(int status, String code, String... headers) {
    return (head, client) -> {
      readBody(head, client.getInputStream());
      String xml =
          "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>m</Message></Error>";
      String text =
          "HTTP/1.1 "
              + status
              + " X\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
              + xml.length()
              + "\r\n"
              + String.join("", headers)
              + "\r\n"
              + xml;
      client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return true;
    };
  }

  /** A request for a list is answered without any object, as a list that lags behind. */
  static Fault emptyList() {
    return (head, client) -> {
      if (!head.contains("list-type=2")) {
        return false;
      }
      String xml =
          "<?xml version=\"1.0\"?><ListBucketResult><KeyCount>0</KeyCount>"
              + "<IsTruncated>false</IsTruncated></ListBucketResult>";
      String text =
          "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nConnection: close\r\n"
              + "Content-Length: "
              + xml.length()
              + "\r\n\r\n"
              + xml;
      client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return true;
    };
  }

  /** The connection breaks after some bytes of the body of the request. */
  static Fault cutUpload(int bytes) {
    return (head, client) -> {
      client.getInputStream().readNBytes(bytes);
      return true;
    };
  }

  /** The request is served, and the answer is cut after some bytes, headers included. */
  Fault cutAnswer(int bytes) {
    return (head, client) -> {
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
        forward(head, client, server);
        client.getOutputStream().write(server.getInputStream().readNBytes(bytes));
      }
      return true;
    };
  }

  /** The connection stays open, and the request is not answered. */
  static Fault silence() {
    return (head, client) -> {
      awaitEnd(client);
      return true;
    };
  }

  /** The request is served, and the connection stays open after some bytes of the answer. */
  Fault silenceAfter(int bytes) {
    return (head, client) -> {
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
        forward(head, client, server);
        client.getOutputStream().write(server.getInputStream().readNBytes(bytes));
      }
      awaitEnd(client);
      return true;
    };
  }

  private static void awaitEnd(Socket client) throws IOException {
    while (client.getInputStream().read() >= 0) {
      // what the client sends is not used
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        start(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "front");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket accepted) {
    try (Socket client = accepted) {
      String head = readHead(client.getInputStream());
      if (head.isEmpty()) {
        return;
      }
      heads.add(head);
      Fault fault = faults.poll();
      if (fault != null && fault.handle(head, client)) {
        return;
      }
      if (CONDITIONAL.matcher(head).find()) {
        synchronized (this) {
          pass(head, client);
        }
      } else {
        pass(head, client);
      }
    } catch (IOException e) {
      // the client or the server is gone, as it may be
    }
  }

  private void pass(String head, Socket client) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      forward(head, client, server);
      server.getInputStream().transferTo(client.getOutputStream());
    }
  }

  /** Sends a request on, as the only one of its connection. */
  private static void forward(String head, Socket client, Socket server) throws IOException {
    OutputStream out = server.getOutputStream();
    String single =
        head.replaceFirst("(?im)^connection:.*\r\n", "")
            .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
    out.write(single.getBytes(StandardCharsets.ISO_8859_1));
    out.write(readBody(head, client.getInputStream()));
    out.flush();
  }

  private static byte[] readBody(String head, InputStream in) throws IOException {
    Matcher length = LENGTH.matcher(head);
    return length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
  }

  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int b; (b = in.read()) >= 0; ) {
      head.write(b);
      String text = head.toString(StandardCharsets.ISO_8859_1);
      if (b == '\n' && text.endsWith("\r\n\r\n")) {
        return text;
      }
    }
    return "";
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
