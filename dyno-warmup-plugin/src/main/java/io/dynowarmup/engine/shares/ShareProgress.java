// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.shares;

import io.dynowarmup.api.report.Progress;
import io.dynowarmup.api.report.Progress.Stage;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Adds up the progress of a copy in parts, so that it never begins again at 0. Pure functions. */
final class ShareProgress {
  private static final int PERCENT = 100;
  private static final int WHOLE = 1_000_000;

  private ShareProgress() {}

  /**
   * Returns the progress of the whole copy.
   *
   * @param part the progress of the current part
   * @param bytesBefore bytes of the parts that have arrived
   * @param ahead the parts that are copied at the same time
   */
  static Progress of(
      Progress part,
      List<ArrivedShare> arrived,
      SourceShare current,
      long bytesBefore,
      AheadProgress ahead) {
    double before = arrived.stream().mapToLong(a -> a.share().ofNode(WHOLE)).sum() / (double) WHOLE;
    double now = current.ofNode(WHOLE) / (double) WHOLE;
    if (now >= 1) {
      return part;
    }
    Progress.Builder whole = new Progress.Builder().from(part);
    whole.note(Math.round(PERCENT * now) + " % of this node's range" + beside(ahead) + part.note());
    part.bytesDone().ifPresent(bytes -> whole.bytesDone(bytesBefore + bytes + ahead.bytes()));
    whole.bytesTotal(OptionalLong.empty());
    OptionalInt percent = part.percent();
    if (part.stage() != Stage.COPYING || !percent.isPresent()) {
      return whole.leftMillis(OptionalLong.empty()).build();
    }
    whole.share(
        OptionalInt.of((int) (PERCENT * (before + ahead.done()) + now * percent.getAsInt())));
    double rest = Math.max(0, 1 - before - now - ahead.ofNode());
    double left = 1 - percent.getAsInt() / (double) PERCENT;
    part.leftMillis()
        .ifPresent(
            millis ->
                whole.leftMillis(
                    left <= 0 ? millis : (long) (millis + millis / left * rest / now)));
    return whole.build();
  }

  private static String beside(AheadProgress ahead) {
    return ahead.parts() == 0 ? ": " : " (" + ahead.parts() + " more at the same time): ";
  }
}
