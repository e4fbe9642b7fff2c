// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.api.Known;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.sync.FunctionLibraries;
import io.dynowarmup.sync.KeyName;
import io.dynowarmup.sync.digest.KeyState;
import java.util.ArrayList;
import java.util.List;

/** Counts the results of the probes of one peer. */
final class Tally {
  private static final int MOST_EXAMPLES = 10;

  private final Peer peer;
  private final FoundMismatch found;
  private final List<String> examples = new ArrayList<>();
  private long equal;
  private long different;
  private long missingHere;
  private long missingThere;
  private long inDoubt;

  /**
   * Creates an empty tally.
   *
   * @param found receives each mismatch
   */
  Tally(Peer peer, FoundMismatch found) {
    this.peer = peer;
    this.found = found;
  }

  void equal() {
    equal++;
  }

  void inDoubt() {
    inDoubt++;
  }

  /** Records a key that differs in two probes. */
  void unequal(int database, byte[] key, KeyState here, KeyState there) {
    found.unequal(database, key);
    if (here.absent()) {
      missingHere++;
    } else if (there.absent()) {
      missingThere++;
    } else {
      different++;
    }
    example(KeyName.of(database, key) + ": here " + here + ", there " + there);
  }

  /** Records function libraries. Each library counts as one key. */
  void libraries(FunctionLibraries libraries) {
    equal += libraries.equal().size();
    missingHere += library(libraries.missingHere(), "not here");
    missingThere += library(libraries.missingThere(), "on this node only");
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
