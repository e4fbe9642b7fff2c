// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.KeyHash;
import java.nio.file.Path;
import org.immutables.value.Value;

/** What is dumped, and within which limits. */
@Value.Immutable
public abstract class DumpPlan {
  DumpPlan() {}

  /** Creates a plan. */
  public static final class Builder extends ImmutableDumpPlan.Builder {}

  /** Returns the name of the cluster. */
  public abstract String cluster();

  /** Returns a name of the node that is unique in its cluster, such as dc1/rack1/12345678. */
  public abstract String node();

  /** Returns the hash by which the cluster divides its keys. */
  public abstract KeyHash hash();

  /** Returns the hashes of this node; keys of other nodes are left out. */
  public abstract HashRanges ranges();

  /** Returns the number of slices of the ring. */
  public abstract int slices();

  /** Returns the size in bytes at which the next chunk begins. */
  public abstract long chunkBytes();

  /** Returns how many slices are compressed and stored at the same time, 1 or more. */
  public abstract int workers();

  /** Returns the age in milliseconds above which a dump that was killed is not resumed. */
  @Value.Default
  public long longestMillis() {
    return Long.MAX_VALUE;
  }

  /** Returns the directory in which the state of the dump is kept until it ends. */
  public abstract Path workDirectory();
}
