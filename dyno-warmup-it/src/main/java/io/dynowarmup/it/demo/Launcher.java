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

/**
 * Runs the executable jar for a node, as an operator does. Its error output goes to that of this
 * JVM.
 */
public final class Launcher {
  private final RackNode node;
  private final List<String> jvm = new ArrayList<>();

  public Launcher(RackNode node) {
    this.node = node;
  }

  /** Adds arguments for the JVM. */
  public Launcher jvm(String... arguments) {
    jvm.addAll(Arrays.asList(arguments));
    return this;
  }

  /**
   * Executes {@code run --json}. Tells the jar of the node only by the path of its dynomite.yml.
   *
   * @return the report that it printed
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
