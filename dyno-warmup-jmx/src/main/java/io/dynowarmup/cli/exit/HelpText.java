// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.exit;

/** Contains what the help of several commands has in common: headings and exit codes. */
public final class HelpText {
  public static final String CODES = "%nExit codes:%n";
  public static final String EXAMPLES = "%nExamples:%n";

  public static final String DONE = " 0:Done.";
  public static final String WARMED = " 0:WARMED, or no warm-up was needed.";
  public static final String START =
      " 0:The run has begun; with --wait, it ended as WARMED, or no warm-up was needed.";
  public static final String EQUAL =
      " 0:Nothing differs; without --wait, the verification has begun.";
  public static final String WOULD_WARM = " 0:A run would begin.";
  public static final String PARTIAL = "10:PARTIAL: data is missing; the reason says how much.";
  public static final String DIFFER = "10:Keys differ.";
  public static final String ABORTED = "11:ABORTED.";
  public static final String FAILED = "12:FAILED; the reason says why.";
  public static final String WOULD_FAIL = "12:A run would fail.";
  public static final String NODE_FAILED =
      "12:The node does not answer, or its state does not permit it; the message says why.";
  public static final String SKIPPED = "13:SKIPPED: not allowed, or no peer was found.";
  public static final String RUN_SKIPPED =
      "13:SKIPPED: not allowed, no peer, or Dynomite refuses requests; with --dry-run, also if no "
          + "run is needed.";
  public static final String WOULD_SKIP =
      "13:A run would be skipped, for example because none is needed.";
  public static final String STATUS =
      " 0:Shown; with --check, it serves and is warm (else 20 to 25).";
  public static final String SERVING = " 0:Every node serves and is warm.";
  public static final String COLD = "20:COLD: a node serves and is not warm.";
  public static final String WARMING = "21:WARMING: a run is in progress.";
  public static final String CLOSED = "22:CLOSED: Dynomite is not NORMAL.";
  public static final String REPLICA = "23:REPLICA: another program has made Redis a replica.";
  public static final String DOWN = "24:DOWN: Redis or Dynomite does not answer.";
  public static final String UNKNOWN = "25:UNKNOWN: a node has not been probed.";
  public static final String SITE_DONE =
      " 0:Done; status: all nodes serve; bootstrap: all are open; verify --wait: nothing differs.";
  public static final String SITE_TIME =
      "10:The time was up; the runs continue. verify --wait: keys differ.";
  public static final String SITE_FAILED = "12:A node could not be bootstrapped or reached.";
  public static final String SITE_REFUSED = "13:A precondition does not hold; nothing was touched.";
  public static final String SITE_CLOSED = "22:status: a node is closed until it is bootstrapped.";
  public static final String DAMAGED =
      "10:list, verify: something in the store is damaged. populate: there are dead letters."
          + " warm: a node is PARTIAL.";
  public static final String DUMP_FAILED =
      "12:It failed. A dump that is started again continues where it ended.";
  public static final String OTHER_DUMP = "75:Not now: another dump of this node is in progress.";
  public static final String USAGE = "64:Wrong usage, or a file is missing.";
  public static final String UNREACHABLE =
      "69:The daemon does not answer, or the connection was lost.";
  public static final String NO_NODES = "69:The nodes of the cluster cannot be found.";
  public static final String INTERNAL = "70:Internal error.";
  public static final String NOT_NOW =
      "75:Not now: another run is in progress, or there is none to abort.";
  public static final String NO_VERIFICATION =
      "75:Not now: a run or a verification is in progress; with --last: none has been made.";
  public static final String LOGIN = "77:The daemon refuses the login.";
  public static final String SETTINGS = "78:Wrong settings; the message names each.";
  public static final String SIGNAL = "130:Ended by Ctrl-C (by SIGTERM: 143), after RESTORE.";
  public static final String DAEMON_SIGNAL =
      "143:Ended by SIGTERM (by Ctrl-C: 130), after RESTORE.";

  private HelpText() {}
}
