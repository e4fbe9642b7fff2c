// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.api.report;

import io.dynowarmup.unit.Units;
import java.util.OptionalLong;
import org.immutables.value.Value;

/** Reports what a run compared between this node and its source before it ended. */
@Value.Immutable
public abstract class ProofReport {
  ProofReport() {}

  /** Returns the report of a run that compared nothing. */
  public static ProofReport none() {
    return new Builder().build();
  }

  /** Returns the report of a run that compared nothing, with the reason. */
  public static ProofReport notCompared(String why) {
    return new Builder().note(why).build();
  }

  /** Returns whether the numbers of keys on both sides are known. */
  public boolean counted() {
    return keysHere().isPresent() && keysThere().isPresent();
  }

  /**
   * Returns a copy of this report with an additional note.
   *
   * @param text the text to add
   */
  public ProofReport withNote(String text) {
    return new Builder().from(this).note(note().isEmpty() ? text : note() + "; " + text).build();
  }

  /**
   * Returns the sums of two reports about different keys of one node.
   *
   * @param other the report that is added; it counts as a report if this one compared nothing
   */
  public ProofReport plus(ProofReport other) {
    if (!counted() || !other.counted()) {
      return counted() ? this : other;
    }
    Builder sum = new Builder().from(this);
    sum.keysHere(keysHere().getAsLong() + other.keysHere().getAsLong());
    sum.keysThere(keysThere().getAsLong() + other.keysThere().getAsLong());
    if (sampled().isPresent() || other.sampled().isPresent()) {
      sum.sampled(sampled().orElse(0) + other.sampled().orElse(0));
    }
    if (named().isPresent() || other.named().isPresent()) {
      sum.named(named().orElse(0) + other.named().orElse(0));
    }
    return sum.equal(equal() + other.equal())
        .different(different() + other.different())
        .missing(missing() + other.missing())
        .inMotion(inMotion() + other.inMotion())
        .sizeOnly(sizeOnly() + other.sizeOnly())
        .onOneSide(onOneSide() + other.onOneSide())
        .build();
  }

  /** Returns the number of keys in the local Redis. */
  public abstract OptionalLong keysHere();

  /** Returns the number of keys at the source. */
  public abstract OptionalLong keysThere();

  /**
   * Returns the size of the random sample in keys, half from each side; empty if none was taken.
   */
  public abstract OptionalLong sampled();

  /** Returns how many sampled keys are the same on both sides. */
  @Value.Default
  public long equal() {
    return 0;
  }

  /**
   * Returns how many sampled keys differ or exist on one side only, without being written
   * meanwhile.
   */
  @Value.Default
  public long different() {
    return 0;
  }

  /**
   * Returns how many of the {@link #different} keys are missing on this node. Only the half of the
   * sample that comes from the source can contain them.
   */
  @Value.Default
  public long missing() {
    return 0;
  }

  /** Returns how many sampled keys are not on this node, whatever the reason. */
  @Value.Default
  public long absentHere() {
    return 0;
  }

  /** Returns how many sampled keys were written during every probe. */
  @Value.Default
  public long inMotion() {
    return 0;
  }

  /**
   * Returns how many of the equal keys were compared by type and size only, because they were too
   * large to read.
   */
  @Value.Default
  public long sizeOnly() {
    return 0;
  }

  /**
   * Returns how many keys the source has lost since it was chosen, less those that expired or were
   * evicted there.
   */
  @Value.Default
  public long lost() {
    return 0;
  }

  /**
   * Returns how many keys the two sides differ by, beyond what writes, expiry and eviction explain.
   */
  @Value.Default
  public long apart() {
    return 0;
  }

  /**
   * Returns how many random keys were looked up by name on both sides because no values could be
   * compared; empty if values were compared or no names could be looked up.
   */
  public abstract OptionalLong named();

  /** Returns how many of these names are on one side only. */
  @Value.Default
  public long onOneSide() {
    return 0;
  }

  /**
   * Returns whether the comparison is incomplete because a side did not answer: neither values nor
   * names were compared, or keys that differed were not compared again. Such a report proves
   * nothing.
   */
  @Value.Default
  public boolean unanswered() {
    return false;
  }

  /** Returns what was not compared and why; empty if everything was compared. */
  @Value.Default
  public String note() {
    return "";
  }

  /**
   * Returns the report as it appears in the outcome; empty if nothing was compared and no note says
   * why.
   */
  public String text() {
    if (!counted()) {
      return note().isEmpty() ? "" : "not compared: " + note();
    }
    StringBuilder text = new StringBuilder("compared: ");
    text.append(Units.keys(keysHere().getAsLong())).append(" here, ");
    text.append(keysThere().getAsLong()).append(" there");
    if (sampled().isPresent()) {
      text.append("; ").append(sampled().getAsLong()).append(" sampled, ");
      text.append(equal()).append(" equal");
      part(text, sizeOnly(), " of them by size only");
      part(text, different(), " different");
      part(text, inMotion(), " being written to");
    }
    if (named().isPresent()) {
      text.append("; ").append(named().getAsLong()).append(" looked up by name only, ");
      text.append(onOneSide()).append(" on one side only");
    }
    if (lost() > 0) {
      text.append("; the source has lost ")
          .append(Units.keys(lost()))
          .append(" since it was chosen");
    }
    if (apart() > 0) {
      text.append("; writes do not explain a difference of ").append(Units.keys(apart()));
    }
    return note().isEmpty() ? text.toString() : text.append("; ").append(note()).toString();
  }

  private static void part(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(", ").append(count).append(what);
    }
  }

  @Override
  public String toString() {
    return text();
  }

  /** Collects the known facts of a report. */
  public static final class Builder extends ImmutableProofReport.Builder {}
}
