// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.option;

import picocli.CommandLine.Option;

/** Options that say which run is wanted. */
public final class RequestOptions {
  @Option(
      names = "--source",
      paramLabel = "PEER",
      defaultValue = "",
      description =
          "Take this source and no other: its host, host:port of its Redis or Dynomite, or its"
              + " rack, or, if this node's range is copied from another ring, a rack or data centre"
              + " of it.")
  private String source;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      defaultValue = "",
      description =
          "How the data arrives: auto, delta, copy, snapshot, replication or resume. Overrides the"
              + " setting.")
  private String strategy;

  @Option(
      names = "--manifest",
      paramLabel = "DUMP",
      defaultValue = "",
      description =
          "With --strategy snapshot: load this dump, as 'chunks list' shows it, and not the newest"
              + " one. Several dumps are separated by commas.")
  private String manifest;

  @Option(
      names = "--force",
      description =
          "Warm the node even if it is known to be warm, and accept a source with far fewer keys.")
  private boolean force;

  /** Returns the source; the empty text for the best one. */
  public String source() {
    return source;
  }

  /** Returns the name of the strategy; the empty text for that of the setting. */
  public String strategy() {
    return strategy;
  }

  /** Returns the ids of the dumps to load; the empty text for the newest ones. */
  public String manifest() {
    return manifest;
  }

  public boolean force() {
    return force;
  }
}
