// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.sync.FunctionLibraries;
import io.dynowarmup.sync.RedisPair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies the source's function libraries after the keys have arrived. */
final class FunctionSync {
  private static final Logger LOG = LoggerFactory.getLogger(FunctionSync.class);

  private final RedisPair sides;
  private final Consumer<String> warnings;
  private List<String> leftOut = Collections.emptyList();
  private List<String> saidKept = Collections.emptyList();

  FunctionSync(RedisPair sides, Consumer<String> warnings) {
    this.sides = sides;
    this.warnings = warnings;
  }

  /** Copies the libraries. */
  void bring() {
    leftOut = brought();
  }

  /**
   * Returns one sentence for each library, or for all of them, that could not be made equal to the
   * source.
   */
  List<String> leftOut() {
    return leftOut;
  }

  private List<String> brought() {
    try {
      FunctionLibraries libraries = FunctionLibraries.of(sides.here(), sides.there());
      Map<String, String> failed = libraries.load(sides.here());
      List<String> loaded = new ArrayList<>(libraries.toLoad());
      loaded.removeAll(failed.keySet());
      if (!loaded.isEmpty()) {
        LOG.info("Loaded function libraries of the source: {}", loaded);
      }
      List<String> left = new ArrayList<>();
      failed.forEach(
          (name, why) -> left.add("function library " + name + " was not loaded: " + why));
      keep(libraries.missingThere());
      return left;
    } catch (WarmupException e) {
      if (!e.reason().isRejected()) {
        throw e;
      }
      return Collections.singletonList("function libraries were not compared: " + e.getMessage());
    }
  }

  /** Returns whether both sides are known to have the same libraries. */
  boolean areEqual() {
    try {
      FunctionLibraries libraries = FunctionLibraries.of(sides.here(), sides.there());
      return libraries.toLoad().isEmpty() && libraries.missingThere().isEmpty();
    } catch (WarmupException e) {
      if (!e.reason().isRejected()) {
        throw e;
      }
      return false;
    }
  }

  private void keep(List<String> names) {
    if (!names.isEmpty() && !names.equals(saidKept)) {
      saidKept = names;
      warnings.accept(
          "function libraries "
              + names
              + " are on this node only and stay; FUNCTION DELETE removes them");
    }
  }
}
