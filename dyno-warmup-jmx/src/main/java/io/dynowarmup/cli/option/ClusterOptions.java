// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.option;

import io.dynowarmup.cluster.ClusterReader;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that name a cluster and how its nodes are reached. */
public final class ClusterOptions extends NodesOptions {
  private static final int MOST_SECONDS = 60;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Longest wait for a node (default: 5). All nodes are asked at the same time.")
  private int seconds;

  /**
   * Finds the nodes and returns their reader.
   *
   * @throws io.dynowarmup.api.WarmupException BAD_ARGUMENT, FILE or BAD_CONFIG if an option or a
   *     setting is wrong; NO_TOPOLOGY if the nodes cannot be found
   */
  public ClusterReader reader(Map<String, String> environment) {
    check("--timeout", seconds, MOST_SECONDS);
    return reader(environment, seconds);
  }
}
