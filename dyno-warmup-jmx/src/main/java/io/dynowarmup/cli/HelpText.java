// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

/** Contains what the help of several commands has in common: headings and exit codes. */
final class HelpText {
  static final String CODES = "%nExit codes:%n";
  static final String EXAMPLES = "%nExamples:%n";

  static final String DONE = " 0:Done.";
  static final String WARMED = " 0:WARMED, or no warm-up was needed.";
  static final String START = " 0:The run has begun; with --wait, it ended as WARMED.";
  static final String EQUAL = " 0:Nothing differs; without --wait, the verification has begun.";
  static final String WOULD_WARM = " 0:A run would begin.";
  static final String PARTIAL = "10:PARTIAL: data is missing; the reason says how much.";
  static final String DIFFER = "10:Keys differ.";
  static final String ABORTED = "11:ABORTED.";
  static final String FAILED = "12:FAILED; the reason says why.";
  static final String WOULD_FAIL = "12:A run would fail.";
  static final String SKIPPED = "13:SKIPPED: not allowed, or no peer was found.";
  static final String RUN_SKIPPED =
      "13:SKIPPED: not allowed, no peer, or Dynomite refuses requests; with --dry-run, also if no "
          + "run is needed.";
  static final String WOULD_SKIP = "13:A run would be skipped, for example because none is needed.";
  static final String STATUS = " 0:Shown; with --check, it serves and is warm (else 20 to 25).";
  static final String SERVING = " 0:Every node serves and is warm.";
  static final String COLD = "20:COLD: a node serves and is not warm.";
  static final String WARMING = "21:WARMING: a run is in progress.";
  static final String CLOSED = "22:CLOSED: Dynomite is not NORMAL.";
  static final String REPLICA = "23:REPLICA: another program has made Redis a replica.";
  static final String DOWN = "24:DOWN: Redis or Dynomite does not answer.";
  static final String UNKNOWN = "25:UNKNOWN: a node has not been probed.";
  static final String SITE_DONE = " 0:Done; status: all nodes serve; bootstrap: all are open.";
  static final String SITE_TIME = "10:The time was up; the runs go on.";
  static final String SITE_FAILED = "12:A node could not be bootstrapped or reached.";
  static final String SITE_REFUSED = "13:A precondition does not hold; nothing was touched.";
  static final String SITE_CLOSED = "22:status: a node is closed until it is bootstrapped.";
  static final String USAGE = "64:Wrong usage, or a file is missing.";
  static final String UNREACHABLE = "69:The daemon does not answer, or the connection was lost.";
  static final String NO_NODES = "69:The nodes of the cluster cannot be found.";
  static final String INTERNAL = "70:Internal error.";
  static final String NOT_NOW =
      "75:Not now: another run is in progress, or there is none to abort.";
  static final String NO_VERIFICATION =
      "75:Not now: a run or a verification is in progress; with --last: none has been made.";
  static final String LOGIN = "77:The daemon refuses the login.";
  static final String SETTINGS = "78:Wrong settings; the message names each.";
  static final String SIGNAL = "130:Ended by Ctrl-C (by SIGTERM: 143), after RESTORE.";
  static final String DAEMON_SIGNAL = "143:Ended by SIGTERM (by Ctrl-C: 130), after RESTORE.";

  private HelpText() {}
}
