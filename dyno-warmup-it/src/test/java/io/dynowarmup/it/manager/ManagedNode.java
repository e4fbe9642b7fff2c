// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.manager;

import com.sun.net.httpserver.HttpServer;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.JavaCommand;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.catalina.startup.Tomcat;

/** A node of a cluster that is managed by a manager in a Tomcat of its own. */
public final class ManagedNode implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  // Each status is an HTTP request to a JVM that has compiled little so far.
  private static final Duration INTERVAL = Duration.ofMillis(200);
  // The container's class scan of these jars finds nothing and takes long.
  private static final String LIBRARIES =
      "guava-*.jar,joda-time-*.jar,commons-*.jar,jedis-*.jar,quartz-*.jar,"
          + "guice-*.jar,archaius2-*.jar,governator-core-*.jar,slf4j-*.jar";

  private final TempDir dir = TempDir.create("tomcat");
  private final List<String> properties = new ArrayList<>();
  private final DynomiteCluster cluster;
  private final RackNode node;
  private final HttpServer control;
  private final ExecutorService scripts = Executors.newCachedThreadPool();
  private String unscanned = LIBRARIES;
  private int failingStarts;
  private Process process;
  private BufferedReader answers;
  private int port;
  private String state;

  public ManagedNode(DynomiteCluster cluster, RackNode node) throws IOException {
    this.node = node;
    control = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    control.setExecutor(scripts);
    script("/dynomite/start", () -> startDynomite());
    script("/dynomite/stop", () -> stopDynomite());
    script("/dynomite/runs", () -> node.dynomite().isRunning());
    script("/redis/start", () -> startRedis());
    control.start();
    property("host.control", "http://127.0.0.1:" + control.getAddress().getPort());
    property("host.redis", node.redis().host() + ":" + node.redis().port());
    property("host.dynomite", node.host() + ":" + node.dynomite().client().getPort());
    property("host.yml", node.dynomite().yml());
    property("host.taken", dir.path().resolve("taken"));
    property("host.own", row(node, node.host()));
    this.cluster = cluster;
    property("host.rows", rows(true).dir.file("rows"));
    property("florida.dyno.warm.dynomite.yml", node.dynomite().yml());
    property("florida.dyno.warm.state.file", dir.path().resolve("state"));
    property("florida.dyno.warm.bytes.sync.diff", 10_000);
  }

  private static String row(RackNode n, String host) {
    return String.join(
        ",",
        "i-" + n.rack(),
        host,
        Integer.toString(n.dynomite().dyn().getPort()),
        n.rack(),
        n.dc(),
        n.tokens().get(0).toString());
  }

  /**
   * Writes the token database. The manager reads it again each time.
   *
   * @param peers whether it contains the other nodes too
   */
  final ManagedNode rows(boolean peers) {
    dir.write(
        "rows",
        cluster.nodes().stream()
            .filter(n -> peers || n == node)
            .map(n -> row(n, cluster.hostOf(n, node)))
            .collect(Collectors.joining(";")));
    return this;
  }

  private boolean startDynomite() {
    synchronized (node) {
      if (failingStarts > 0) {
        failingStarts--;
        return false;
      }
      if (!node.dynomite().isRunning()) {
        node.dynomite().start();
      }
      return true;
    }
  }

  private boolean stopDynomite() {
    node.dynomite().stop();
    return true;
  }

  private boolean startRedis() {
    if (!node.redis().isRunning()) {
      node.redis().start();
    }
    return true;
  }

  /** Makes this many calls of Dynomite's start script fail at once. */
  ManagedNode failStarts(int times) {
    synchronized (node) {
      failingStarts = times;
    }
    return this;
  }

  private void script(String path, BooleanSupplier what) {
    control.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(what.getAsBoolean() ? 204 : 500, -1);
          exchange.close();
        });
  }

  public ManagedNode property(String name, Object value) {
    properties.add("-D" + name + "=" + value);
    return this;
  }

  /** Lets the container scan every jar, as it does by default. */
  ManagedNode everythingScanned() {
    unscanned = "none";
    return this;
  }

  /** Excludes a jar from the container's class scan. */
  ManagedNode unscanned(String jar) {
    unscanned = LIBRARIES + "," + jar;
    return this;
  }

  /** Starts the manager. Returns when the webapp is up. */
  public ManagedNode start(Webapp webapp) throws IOException {
    List<String> command = JavaCommand.of();
    // HostClassPathIT verifies each class of the jars; Tomcat starts some fifty times.
    command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"));
    // Guice 4.1.0 needs this on Java 9 and newer.
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.addAll(properties);
    command.add("-cp");
    command.add(origin(TomcatProgram.class) + ":" + origin(Tomcat.class) + ":" + annotations());
    command.add(TomcatProgram.class.getName());
    command.add(webapp.path().toString());
    command.add(dir.path().toString());
    command.add(unscanned);
    process = new ProcessBuilder(command).redirectError(dir.file("log").toFile()).start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String[] up = answer().split(" ");
    port = Integer.parseInt(up[0]);
    state = up[1];
    return this;
  }

  private static Path origin(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private static Path annotations() {
    return origin(javax.annotation.Resource.class);
  }

  /** Returns the state of the Tomcat context. */
  String state() {
    return state;
  }

  private String answer() throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith("> ")) {
        return line.substring(2);
      }
    }
    throw new IllegalStateException("Tomcat has ended:\n" + log());
  }

  private String order(String order) throws IOException {
    process.getOutputStream().write((order + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    return answer();
  }

  /** Stops the webapp and returns what it has left behind. */
  String stopWebapp() throws IOException {
    return order(TomcatProgram.STOP);
  }

  String startWebapp() throws IOException {
    return order(TomcatProgram.START);
  }

  /** Returns the status that the manager reports, or a marker if it answers 404. */
  public Properties status() {
    return status("");
  }

  /** Stops Dynomite as the manager's REST interface does. */
  Properties restStop() {
    return status("?stop=1");
  }

  Properties restStart() {
    return status("?start=1");
  }

  /** Executes the manager's scheduled tasks once. */
  public Properties fire() {
    return status("?fire=1");
  }

  private Properties status(String query) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/status" + query).toURL().openConnection();
      connection.setReadTimeout((int) LIMIT.toMillis());
      Properties status = new Properties();
      if (connection.getResponseCode() == 404) {
        status.setProperty("warmup", "no manager");
        return status;
      }
      status.load(connection.getInputStream());
      return status;
    } catch (IOException e) {
      throw new UncheckedIOException(log(), e);
    }
  }

  /** Sends SIGKILL to the manager's process. It can be started again. */
  public void kill() {
    Children.kill(process);
  }

  /** Sends SIGTERM, as a deployment that stops Tomcat. It can be started again. */
  void terminate() {
    Children.terminate(process);
  }

  /** Waits until the manager reports this value. */
  public void await(String name, String value) {
    Await.until(
        () -> name + "=" + value + ", now " + status(),
        LIMIT,
        INTERVAL,
        () -> value.equals(status().getProperty(name)));
  }

  /** Waits until the manager no longer reports this value. */
  public void awaitOther(String name, String value) {
    Await.until(
        () -> "not " + name + "=" + value + ", now " + status() + "\n" + log(),
        LIMIT,
        INTERVAL,
        () -> !value.equals(status().getProperty(name)));
  }

  public String log() {
    return dir.read("log");
  }

  @Override
  public void close() {
    if (process != null) {
      Children.terminate(process);
    }
    control.stop(0);
    scripts.shutdownNow();
    dir.close();
  }
}
