// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.option;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.host.standalone.StandaloneConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that name the node and its settings; every command on a node takes them. */
public final class NodeOptions {
  @Option(
      names = "--dynomite-yml",
      paramLabel = "FILE",
      description = "Dynomite's own configuration: tokens, rack, peers and ports.")
  private Path dynomiteYml;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description =
          "Properties file. If it or -D sets cluster=NAME, the file NAME.properties beside it wins.")
  private Path conf;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description =
          "One setting. It overrides the files. The prefix dynomitemanager.dyno.warm. may be omitted.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = {"-v", "--verbose"},
      description = "Log at DEBUG, with stack traces.")
  private boolean verbose;

  /** Returns whether the node or a setting is named. */
  public boolean given() {
    return dynomiteYml != null || conf != null || !settings.isEmpty();
  }

  public boolean verbose() {
    return verbose;
  }

  /**
   * Returns the settings.
   *
   * @param more settings of other options, {@code key=value}
   * @throws WarmupException FILE or BAD_ARGUMENT if the command line is wrong
   */
  public StandaloneConfig config(String... more) {
    if (dynomiteYml != null && !Files.isReadable(dynomiteYml)) {
      throw new WarmupException(
          Reason.FILE,
          "--dynomite-yml: "
              + dynomiteYml
              + (Files.exists(dynomiteYml) ? " cannot be read" : " does not exist"));
    }
    List<String> all = new ArrayList<>(settings);
    all.addAll(Arrays.asList(more));
    return StandaloneConfig.of(all, Optional.ofNullable(dynomiteYml), Optional.ofNullable(conf));
  }
}
