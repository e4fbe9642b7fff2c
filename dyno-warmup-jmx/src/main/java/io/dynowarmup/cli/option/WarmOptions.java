// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.option;

import picocli.CommandLine.Option;

/** Options of a warm-up of several nodes from dumps. */
public final class WarmOptions {
  @Option(
      names = "--to",
      paramLabel = "NODES",
      description =
          "warm: the nodes to warm: a data centre, a rack, DC/RACK, or hosts with commas.")
  private String to;

  @Option(
      names = "--from",
      paramLabel = "RACK|DC|store",
      description =
          "warm: the rack or the data centre that is dumped, or the word store for the dumps that "
              + "are there.")
  private String from;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "4",
      description = "warm: nodes whose runs are in progress at the same time (default: 4).")
  private int parallel;

  @Option(
      names = "--clean",
      description = "warm: only remove what an earlier, killed warm-up of these nodes has left.")
  private boolean clean;

  public String to() {
    return to;
  }

  public String from() {
    return from;
  }

  public int parallel() {
    return parallel;
  }

  public boolean isClean() {
    return clean;
  }
}
