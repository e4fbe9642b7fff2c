package io.dynowarmup.verify;

import io.dynowarmup.Peer;
import io.dynowarmup.PeerComparison;
import io.dynowarmup.digest.KeyState;
import io.dynowarmup.move.KeyName;
import java.util.ArrayList;
import java.util.List;

/** Counts what the looks at one peer have found. */
final class Tally {
  private static final int MOST_EXAMPLES = 10;

  private final Peer peer;
  private final Found found;
  private final List<String> examples = new ArrayList<>();
  private long equal;
  private long different;
  private long missingHere;
  private long missingThere;
  private long inDoubt;

  /**
   * @param found is told of what is not the same
   */
  Tally(Peer peer, Found found) {
    this.peer = peer;
    this.found = found;
  }

  void equal() {
    equal++;
  }

  void inDoubt() {
    inDoubt++;
  }

  /** Not the same in two looks. */
  void unequal(int database, byte[] key, KeyState here, KeyState there) {
    found.unequal(database, key);
    if (here.absent()) {
      missingHere++;
    } else if (there.absent()) {
      missingThere++;
    } else {
      different++;
    }
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(KeyName.of(database, key) + ": here " + here + ", there " + there);
    }
  }

  PeerComparison result(String problem) {
    long compared = equal + different + missingHere + missingThere + inDoubt;
    return new PeerComparison(
        peer, compared, equal, different, missingHere, missingThere, inDoubt, problem, examples);
  }
}
