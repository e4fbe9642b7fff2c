// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.api.Known;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.sync.FunctionLibraries;
import io.dynowarmup.sync.KeyName;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Counts the results of the probes of one peer. */
final class Tally {
  private static final int MOST_EXAMPLES = 10;

  private final Peer peer;
  private final BiConsumer<Integer, byte[]> found;
  private final List<String> examples = new ArrayList<>();
  private long equal;
  private long different;
  private long missingHere;
  private long missingThere;
  private long inDoubt;
  private OptionalLong expected = OptionalLong.empty();

  /**
   * Creates an empty tally.
   *
   * @param found receives the database and name of each mismatch
   */
  Tally(Peer peer, BiConsumer<Integer, byte[]> found) {
    this.peer = peer;
    this.found = found;
  }

  /** Sets about how many keys are compared. */
  void expect(long keys) {
    expected = OptionalLong.of(keys);
  }

  void equal(int keys) {
    equal += keys;
  }

  void inDoubt() {
    inDoubt++;
  }

  /**
   * Records a key that differs in two probes.
   *
   * @param description describes both sides; called only if it is one of the first examples
   */
  void unequal(
      int database,
      byte[] key,
      boolean absentHere,
      boolean absentThere,
      Supplier<String> description) {
    found.accept(database, key);
    if (absentHere) {
      missingHere++;
    } else if (absentThere) {
      missingThere++;
    } else {
      different++;
    }
    if (examples.size() < MOST_EXAMPLES) {
      example(KeyName.of(database, key) + ": " + description.get());
    }
  }

  /** Records function libraries. Each library counts as one key. */
  void libraries(FunctionLibraries libraries) {
    equal += libraries.equal().size();
    missingHere += library(libraries.missingHere(), "missing here");
    missingThere += library(libraries.missingThere(), "missing there");
    different += library(libraries.different(), "its code differs");
  }

  private int library(List<String> names, String how) {
    names.forEach(name -> example("function library " + name + ": " + how));
    return names.size();
  }

  void example(String text) {
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(text);
    }
  }

  PeerComparison result(String problem) {
    long compared = equal + different + missingHere + missingThere + inDoubt;
    return new PeerComparison.Builder()
        .peer(peer)
        .compared(compared)
        .expected(expected)
        .equal(equal)
        .different(different)
        .missingHere(missingHere)
        .missingThere(missingThere)
        .inDoubt(inDoubt)
        .problem(Known.text(problem))
        .examples(examples)
        .build();
  }
}
