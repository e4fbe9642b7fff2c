// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.demo;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Runs the executable jar for a node, as an operator does; what it shows goes where ours goes. */
public final class Launcher {
  private final RackNode node;
  private final List<String> jvm = new ArrayList<>();

  public Launcher(RackNode node) {
    this.node = node;
  }

  /** Arguments for the JVM. */
  public Launcher jvm(String... arguments) {
    jvm.addAll(Arrays.asList(arguments));
    return this;
  }

  /**
   * {@code run --json} with nothing but the path of the node's dynomite.yml.
   *
   * @return what it printed
   */
  public JsonObject run(String... more) throws Exception {
    try (TempDir dir = TempDir.create("launcher")) {
      Path json = dir.path().resolve("report.json");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(jvm);
      command.add("-jar");
      command.add(Objects.requireNonNull(System.getProperty("standalone.jar"), "-Dstandalone.jar"));
      command.addAll(List.of("run", "--json", "--dynomite-yml", node.dynomite().yml().toString()));
      command.addAll(List.of("-D", "state.file=" + dir.path().resolve("state")));
      command.addAll(List.of("-D", "force=true"));
      command.addAll(Arrays.asList(more));
      new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .redirectOutput(json.toFile())
          .start()
          .waitFor();
      return JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    }
  }
}
