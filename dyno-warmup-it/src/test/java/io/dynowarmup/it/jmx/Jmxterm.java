package io.dynowarmup.it.jmx;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.Children;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.management.remote.JMXServiceURL;

/** jmxterm in a process of its own, connected, with the warm-up's bean chosen. */
public final class Jmxterm implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final Writer in;
  private final StringBuffer out = new StringBuffer();
  private int seen;

  private Jmxterm(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "output of jmxterm");
    reader.setDaemon(true);
    reader.start();
  }

  /** As an operator starts it: with {@code -jar}, it would not see the other jar. */
  public static Jmxterm at(JMXServiceURL url) throws IOException {
    String classPath = property("jmxterm.jar") + File.pathSeparator + property("jmxmp.jar");
    Jmxterm jmxterm =
        new Jmxterm(
            new ProcessBuilder(
                    List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        "org.cyclopsgroup.jmxterm.boot.CliMain",
                        "-n",
                        "-l",
                        url.toString()))
                .redirectErrorStream(true)
                .start());
    jmxterm.say("bean io.dynowarmup:type=Warmup", "#bean is set to");
    return jmxterm;
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), "-D" + name);
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.append(line).append('\n');
      }
    } catch (IOException e) {
      out.append(e).append('\n');
    }
  }

  /**
   * Types a command and waits for that text in what is printed from then on.
   *
   * @return what was printed up to now, beginning with this command
   */
  public String say(String command, String answer) throws IOException {
    seen = out.length();
    in.write(command + "\n");
    in.flush();
    return await(answer);
  }

  /** Waits for that text after the last command. */
  public String await(String text) {
    int from = seen;
    Await.until(
        () -> "jmxterm prints '" + text + "', but: " + out.substring(from),
        LIMIT,
        () -> out.substring(from).contains(text));
    return out.substring(from);
  }

  @Override
  public void close() {
    Children.kill(process);
  }
}
