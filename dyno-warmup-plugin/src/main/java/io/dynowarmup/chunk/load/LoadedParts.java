// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.load;

import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.format.Slices;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Records what a load has read from its dumps, over all of its plans. Used by one thread. */
final class LoadedParts {
  /** The parts whose chunks were loaded, from this plan and earlier ones. */
  private final Set<LoadPlan.Part> used = new LinkedHashSet<>();

  private HashRanges hashes = HashRanges.NONE;
  private LoadPlan.Part part;
  private int slice = -1;
  private long chunks;
  private long chunksOfPlan;

  /** Records a chunk that was loaded. A slice is complete when a chunk of the next one is. */
  void chunk(LoadPlan.Part of, ManifestChunk chunk) {
    used.add(of);
    chunksOfPlan++;
    if (part != of) {
      finish(part == null ? HashRanges.NONE : part.hashes());
    } else if (slice != chunk.slice()) {
      finish(slice());
    }
    part = of;
    slice = chunk.slice();
  }

  private HashRanges slice() {
    Slices slices = new Slices(part.manifest().dump().slices());
    return slice == slices.libraries() ? HashRanges.NONE : slices.hashes(slice).and(part.hashes());
  }

  private void finish(HashRanges more) {
    hashes = HashRanges.ALL.minus(HashRanges.ALL.minus(hashes).minus(more));
  }

  /** Begins a new plan, because a dump of the old one was removed. */
  void planAgain() {
    chunks += chunksOfPlan;
    chunksOfPlan = 0;
    part = null;
  }

  /** Returns the hashes of complete slices. */
  HashRanges hashes() {
    return hashes;
  }

  /** Returns the number of chunks that were loaded by earlier plans. */
  long chunks() {
    return chunks;
  }

  private Stream<LoadPlan.Part> all(LoadPlan plan) {
    return Stream.concat(used.stream(), plan.parts().stream()).distinct();
  }

  long oldestMillis(LoadPlan plan) {
    return all(plan).mapToLong(p -> p.manifest().dump().startedMillis()).min().orElse(0);
  }

  long leftOut(LoadPlan plan) {
    return all(plan).map(LoadPlan.Part::manifest).distinct().mapToLong(m -> m.leftOut()).sum();
  }
}
