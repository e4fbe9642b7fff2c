// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.config.HttpSettings;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@code /healthz}, {@code /readyz}, {@code /status} and {@code /metrics} over HTTP. */
public final class StatusServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);
  private static final int THREADS = 4;

  /** Limits of the JDK's server for a request and an answer, in seconds; it has none by default. */
  private static final String[] LIMITS = {
    "sun.net.httpserver.maxReqTime", "sun.net.httpserver.maxRspTime"
  };

  private static final String LIMIT_SECONDS = "30";
  private static final int BACKLOG = 16;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int FAULT = 500;

  private static final StatusServer NONE = new StatusServer(OptionalInt.empty(), () -> {});

  private final OptionalInt port;
  private final Runnable stop;

  private StatusServer(OptionalInt port, Runnable stop) {
    this.port = port;
    this.stop = stop;
  }

  /**
   * Starts the server if {@code http.port} is set. If the address cannot be used, the log says so,
   * and the warm-up runs without the server.
   *
   * @param json writes what {@code status --json} prints
   */
  public static StatusServer open(
      HttpSettings settings, Warmup warmup, Function<BeanSnapshot, String> json) {
    if (!settings.port().isPresent()) {
      return NONE;
    }
    int port = settings.port().getAsInt();
    for (String limit : LIMITS) {
      System.setProperty(limit, System.getProperty(limit, LIMIT_SECONDS));
    }
    try {
      InetAddress host = InetAddress.getByName(settings.host());
      HttpServer server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
      ExecutorService threads = Executors.newFixedThreadPool(THREADS, StatusServer::thread);
      Pages pages = new Pages(warmup, json);
      server.createContext("/", exchange -> handle(exchange, pages));
      server.setExecutor(threads);
      server.start();
      LOG.info(
          "HTTP: http://{}:{}/status",
          server.getAddress().getAddress().getHostAddress(),
          server.getAddress().getPort());
      return new StatusServer(
          OptionalInt.of(server.getAddress().getPort()),
          () -> {
            server.stop(0);
            threads.shutdownNow();
          });
    } catch (IOException e) {
      LOG.error(
          "HTTP: cannot listen on {}:{} (http.host, http.port): {}",
          settings.host(),
          port,
          e.getMessage());
      return NONE;
    }
  }

  /** Returns the port; empty if nothing listens. */
  OptionalInt port() {
    return port;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "dyno-warmup-http");
    thread.setDaemon(true);
    return thread;
  }

  private static void handle(HttpExchange exchange, Pages pages) throws IOException {
    try {
      boolean head = exchange.getRequestMethod().equals("HEAD");
      Answer answer =
          head || exchange.getRequestMethod().equals("GET")
              ? answer(pages, exchange.getRequestURI().getPath())
              : Answer.text(METHOD_NOT_ALLOWED, "only GET and HEAD are allowed");
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.sendResponseHeaders(answer.status(), head ? -1 : answer.body().length);
      if (!head) {
        exchange.getResponseBody().write(answer.body());
      }
    } finally {
      exchange.close();
    }
  }

  private static Answer answer(Pages pages, String path) throws IOException {
    try {
      return pages.get(path);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("HTTP: no answer to {}", path, e);
      return Answer.text(FAULT, "a fault of dyno-warmup; its log says more");
    }
  }

  @Override
  public void close() {
    stop.run();
  }
}
