// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.jmx;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.BuiltJar;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.JavaCommand;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.jmx.WarmupMXBean;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Runs the executable jar's daemon beside a node, and the jar's other commands, each as a process.
 */
public final class Daemon implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  // Each login costs both JVMs much.
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final Pattern URL = Pattern.compile("service:jmx:jmxmp://[^ ]+");

  private final TempDir dir = TempDir.create("daemon");
  private final Process process;

  private Daemon(
      Program program, RackNode node, List<String> jvm, List<String> options, List<String> settings)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("daemon", "--dynomite-yml"));
    arguments.add(node.dynomite().yml().toString());
    arguments.addAll(options);
    List<String> all = new ArrayList<>(List.of("jmx.port=0", "state.file=" + dir.file("state")));
    all.addAll(settings);
    all.forEach(setting -> arguments.addAll(List.of("-D", setting)));
    process = program.java(jvm, arguments).redirectError(dir.file("log").toFile()).start();
  }

  /**
   * Starts a daemon. Returns when it listens for JMX.
   *
   * @param jvm arguments for its JVM
   * @param settings settings such as {@code bootstrap=false}
   */
  public static Daemon beside(RackNode node, List<String> jvm, String... settings)
      throws IOException {
    return of(Program.built(), node, jvm, settings);
  }

  /** Does the same with another jar or another JDK. */
  public static Daemon of(Program program, RackNode node, List<String> jvm, String... settings)
      throws IOException {
    return listening(new Daemon(program, node, jvm, List.of(), Arrays.asList(settings)));
  }

  /** Starts a daemon that also reads this file of settings. */
  public static Daemon configured(RackNode node, Path conf, String... settings) throws IOException {
    List<String> options = List.of("--conf", conf.toString());
    return listening(
        new Daemon(Program.built(), node, List.of(), options, Arrays.asList(settings)));
  }

  private static Daemon listening(Daemon daemon) {
    daemon.awaitLog("service:jmx:jmxmp");
    return daemon;
  }

  /** A jar and the JDK that runs it. */
  public record Program(Path jar, Path jdk) {
    public static Program built() {
      return new Program(BuiltJar.path(), Path.of(System.getProperty("java.home")));
    }

    private ProcessBuilder java(List<String> jvm, List<String> arguments) {
      if (equals(built())) {
        return new ProcessBuilder(BuiltJar.command(jvm, arguments));
      }
      List<String> command = JavaCommand.of(jdk);
      command.addAll(jvm);
      command.addAll(List.of("-jar", jar.toString()));
      command.addAll(arguments);
      return new ProcessBuilder(command);
    }
  }

  public String awaitLog(String text) {
    Await.until(
        () -> "'" + text + "' in: " + dir.read("log"), LIMIT, () -> dir.read("log").contains(text));
    return dir.read("log");
  }

  /**
   * Waits for the end of a run in the log, and until the status shows it too: the line comes first.
   */
  public void awaitEnd(String text) {
    awaitLog(text);
    awaitIdle();
  }

  /** Waits until the status shows no run. */
  public void awaitIdle() {
    Await.until(
        () -> "no run in the status; log: " + log(),
        LIMIT,
        INTERVAL,
        () -> {
          try (JMXConnector client = JMXConnectorFactory.connect(url())) {
            ObjectName bean = new ObjectName(WarmupMXBean.OBJECT_NAME);
            return Boolean.FALSE.equals(
                client.getMBeanServerConnection().getAttribute(bean, "Running"));
          }
        });
  }

  public JMXServiceURL url() throws MalformedURLException {
    Matcher url = URL.matcher(dir.read("log"));
    if (!url.find()) {
      throw new IllegalStateException("it does not listen: " + dir.read("log"));
    }
    return new JMXServiceURL(url.group());
  }

  /** The exit code and the output of a command. */
  public record Said(int code, String out, String err) {}

  /** Runs one of the jar's commands against this daemon. */
  public Said tell(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--jmx", url().toString()));
    return say(Map.of(), all.toArray(String[]::new));
  }

  /** Runs one of the jar's commands with the given arguments only. */
  public static Said say(Map<String, String> environment, String... arguments) throws Exception {
    try (TempDir said = TempDir.create("said")) {
      ProcessBuilder builder =
          Program.built()
              .java(List.of(), Arrays.asList(arguments))
              .redirectOutput(said.file("out").toFile())
              .redirectError(said.file("err").toFile());
      builder.environment().putAll(environment);
      Process command = builder.start();
      if (!Children.ends(command, LIMIT)) {
        Children.kill(command);
        throw new AssertionError(
            Arrays.toString(arguments) + " does not end: " + said.read("out") + said.read("err"));
      }
      return new Said(command.exitValue(), said.read("out"), said.read("err"));
    }
  }

  public String log() {
    return dir.read("log");
  }

  /** Sends SIGTERM, waits for the end and returns the exit code. */
  public int terminate() throws InterruptedException {
    process.destroy();
    if (!Children.ends(process, LIMIT)) {
      throw new AssertionError("it does not end: " + log());
    }
    return process.exitValue();
  }

  /** Sends SIGKILL. */
  public void kill() {
    Children.kill(process);
  }

  @Override
  public void close() {
    Children.terminate(process);
    dir.close();
  }
}
