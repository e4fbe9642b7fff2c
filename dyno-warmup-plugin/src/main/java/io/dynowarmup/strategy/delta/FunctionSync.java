// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.sync.FunctionLibraries;
import io.dynowarmup.sync.RedisPair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies the source's function libraries after the keys have arrived. */
final class FunctionSync {
  private static final Logger LOG = LoggerFactory.getLogger(FunctionSync.class);

  private final RedisPair sides;
  private final Consumer<String> warnings;
  private List<String> saidKept = Collections.emptyList();

  FunctionSync(RedisPair sides, Consumer<String> warnings) {
    this.sides = sides;
    this.warnings = warnings;
  }

  /**
   * Copies the libraries.
   *
   * @return one sentence for each library, or for all of them, that could not be made equal to the
   *     source
   */
  List<String> bring() {
    try {
      FunctionLibraries libraries = FunctionLibraries.of(sides.here(), sides.there());
      List<String> brought = libraries.different();
      brought.addAll(libraries.missingHere());
      List<String> left = new ArrayList<>();
      libraries
          .load(sides.here())
          .forEach(
              (name, why) -> {
                brought.remove(name);
                left.add("function library " + name + " was not loaded: " + why);
              });
      if (!brought.isEmpty()) {
        LOG.info("loaded from the source: function libraries {}", brought);
      }
      keep(libraries.missingThere());
      return left;
    } catch (WarmupException e) {
      if (!e.reason().isRejected()) {
        throw e;
      }
      return Collections.singletonList("function libraries were not compared: " + e.getMessage());
    }
  }

  private void keep(List<String> names) {
    if (!names.isEmpty() && !names.equals(saidKept)) {
      saidKept = names;
      warnings.accept(
          "function libraries "
              + names
              + " are on this node only and stay; FUNCTION DELETE removes one");
    }
  }
}
