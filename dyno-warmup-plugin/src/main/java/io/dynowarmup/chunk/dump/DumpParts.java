// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import io.dynowarmup.chunk.format.DumpIdentity;
import io.dynowarmup.chunk.store.ChunkStore;

/** What all parts of one dump share. Immutable. */
final class DumpParts {
  private final DumpPlan plan;
  private final DumpIdentity dump;
  private final DumpSource source;
  private final ChunkStore store;
  private final DumpProgress progress;

  DumpParts(
      DumpPlan plan,
      DumpIdentity dump,
      DumpSource source,
      ChunkStore store,
      DumpProgress progress) {
    this.plan = plan;
    this.dump = dump;
    this.source = source;
    this.store = store;
    this.progress = progress;
  }

  DumpPlan plan() {
    return plan;
  }

  DumpIdentity dump() {
    return dump;
  }

  DumpSource source() {
    return source;
  }

  ChunkStore store() {
    return store;
  }

  DumpProgress progress() {
    return progress;
  }
}
