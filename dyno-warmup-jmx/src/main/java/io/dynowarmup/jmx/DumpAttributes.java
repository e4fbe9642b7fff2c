// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import static io.dynowarmup.jmx.table.AttributeTable.BYTES;
import static io.dynowarmup.jmx.table.AttributeTable.COUNT;
import static io.dynowarmup.jmx.table.AttributeTable.MILLIS;

import io.dynowarmup.api.report.DumpReport;
import io.dynowarmup.jmx.table.AttributeTable;

/** Lists the attributes of the current or last dump that this process has made. */
final class DumpAttributes {
  static final AttributeTable<BeanSource> TABLE =
      new AttributeTable<BeanSource>()
          .text(
              "DumpState",
              "State of the dump: NONE (there was none yet), RUNNING, DONE, ABORTED or FAILED. The"
                  + " next dump resumes one that was aborted or that failed.",
              s -> s.dump().state().name())
          .integer(
              "DumpStateCode",
              COUNT,
              "DumpState as a number: 0 NONE, 1 RUNNING, 2 DONE, 3 ABORTED, 4 FAILED.",
              s -> s.dump().state().ordinal())
          .text(
              "DumpReason",
              "Why the dump failed or was ended, or why old dumps were not removed after it; may be"
                  + " empty.",
              s -> s.dump().reason())
          .text(
              "DumpId",
              "Name of the dump in its store; empty until it is complete.",
              s -> s.dump().id().orElse(""))
          .number(
              "DumpStartedEpochMillis",
              MILLIS,
              "When the dump began, milliseconds since 1970; -1 before the first dump.",
              s -> s.dump().startedEpochMillis().orElse(-1))
          .number(
              "DumpElapsedMillis",
              MILLIS,
              "Duration of the current dump so far, or of the last one, milliseconds; -1 before the"
                  + " first dump.",
              s -> s.dumped(DumpReport::elapsedMillis))
          .number(
              "DumpNames",
              COUNT,
              "Number of names that the dump has listed since it began or was resumed; a name may"
                  + " count twice; -1 before the first dump.",
              s -> s.dumped(DumpReport::names))
          .number(
              "DumpKeys",
              COUNT,
              "Number of keys in the stored chunks; -1 before the first dump.",
              s -> s.dumped(DumpReport::keys))
          .number(
              "DumpChunks",
              COUNT,
              "Number of stored chunks; -1 before the first dump.",
              s -> s.dumped(DumpReport::chunks))
          .number(
              "DumpBytes",
              BYTES,
              "Size of the stored chunks, bytes; -1 before the first dump.",
              s -> s.dumped(DumpReport::bytes))
          .number(
              "DumpLeftOut",
              COUNT,
              "Number of large keys that changed during each read and are not in the dump; -1 before"
                  + " the first dump.",
              s -> s.dumped(DumpReport::leftOut))
          .number(
              "DumpLastDoneEpochMillis",
              MILLIS,
              "When this process last completed a dump, milliseconds since 1970; -1 if it has"
                  + " completed none.",
              s -> s.dump().lastDoneEpochMillis().orElse(-1));

  private DumpAttributes() {}
}
