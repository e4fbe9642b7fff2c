// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.operation;

import static io.dynowarmup.jmx.operation.Operation.action;
import static io.dynowarmup.jmx.operation.Operation.parameter;
import static io.dynowarmup.jmx.operation.Operation.query;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.management.openmbean.OpenMBeanParameterInfo;

/** Lists the operations in the order in which tools show them. */
public final class Operations {
  private static final OpenMBeanParameterInfo SOURCE =
      parameter(
          "source",
          "host, host:port of its Redis or Dynomite, or rack of a peer with this node's "
              + "token; empty: the best source");

  private static final OpenMBeanParameterInfo STRATEGY =
      parameter(
          "strategy", "auto, delta, copy, snapshot, replication or resume; empty: the setting");

  private static final OpenMBeanParameterInfo FORCE =
      parameter("force", "the word force; empty: the setting");

  private static final OpenMBeanParameterInfo OPEN =
      parameter(
          "open",
          "the word together: a node with requires.bootstrap stays closed for reads after the run, "
              + "until enableIncomingReplication; empty: the run opens it");

  private static final OpenMBeanParameterInfo PREFER =
      parameter(
          "prefer",
          "the preferred source, written as in 'source', or a data centre; taken only if it is an"
              + " authority; empty: the best source");

  private static final OpenMBeanParameterInfo MANIFEST =
      parameter(
          "manifest",
          "the id of the dump, or several that are separated by commas; empty: the newest dumps");

  private static final OpenMBeanParameterInfo FORMAT =
      parameter(
          "format",
          "text (as preflight() returns it), json (for programs), or answer (one line: the answer "
              + "and its reason)");

  private static final OpenMBeanParameterInfo MODE =
      parameter(
          "mode",
          "sample (random keys, setting verify.sample.keys), full, or repair (full, and "
              + "what differs here becomes what all peers hold; with one peer it only reports)");

  private static final OpenMBeanParameterInfo SECONDS =
      parameter("seconds", "longest wait, a whole number from 1 to 86400");

  public static final List<Operation> ALL =
      Collections.unmodifiableList(
          Arrays.asList(
              action(
                  "start",
                  "Starts a warm-up now from the best source, even if the node does not look cold."
                      + " The node's data becomes that of the source. A node that is NORMAL and"
                      + " known to be warm is left as it is (SKIPPED, see force). Returns the id of"
                      + " the run at once. Refused while a run is in progress.",
                  (c, a) -> c.start("", "", "", "", "", "")),
              action(
                  "start",
                  "Like start(), but from this source and no other. An unknown source is refused, "
                      + "and nothing is changed.",
                  (c, a) -> c.start(a[0], "", "", "", "", ""),
                  SOURCE),
              action(
                  "start",
                  "Like start(source), but with this strategy.",
                  (c, a) -> c.start(a[0], a[1], "", "", "", ""),
                  SOURCE,
                  STRATEGY),
              action(
                  "start",
                  "Like start(source, strategy), but also warms a node that is known to be warm,"
                      + " from a source with far fewer keys, or with more data than fits."
                      + " preflight() shows what would be dropped.",
                  (c, a) -> c.start(a[0], a[1], a[2], "", "", ""),
                  SOURCE,
                  STRATEGY,
                  FORCE),
              action(
                  "start",
                  "Like start(source, strategy, force), for nodes that are opened together.",
                  (c, a) -> c.start(a[0], a[1], a[2], a[3], "", ""),
                  SOURCE,
                  STRATEGY,
                  FORCE,
                  OPEN),
              action(
                  "start",
                  "Like start(source, strategy, force, open), but prefers a source. All rules apply"
                      + " to it: if it may not decide what this node holds, another one is taken.",
                  (c, a) -> c.start(a[0], a[1], a[2], a[3], a[4], ""),
                  SOURCE,
                  STRATEGY,
                  FORCE,
                  OPEN,
                  PREFER),
              action(
                  "start",
                  "Like start(source, strategy, force, open, prefer), but loads this dump, and not"
                      + " the newest one. Only with the strategy snapshot.",
                  (c, a) -> c.start(a[0], a[1], a[2], a[3], a[4], a[5]),
                  SOURCE,
                  STRATEGY,
                  FORCE,
                  OPEN,
                  PREFER,
                  MANIFEST),
              action(
                  "enableIncomingReplication",
                  "Opens a node with requires.bootstrap as it is: Dynomite becomes NORMAL, and the"
                      + " node serves what it holds. Returns what was opened. Refused while a run"
                      + " is in progress, and if Redis or Dynomite does not answer.",
                  (c, a) -> c.enableIncomingReplication()),
              action(
                  "prepareStop",
                  "Prepares this node for a stop: Dynomite becomes STANDBY, the place of its data"
                      + " in the source's stream is noted, and Redis saves. The next start then"
                      + " fetches only what was written meanwhile. Returns what was done, once"
                      + " Redis has saved. start() puts the node back into service. Refused during"
                      + " a run.",
                  (c, a) -> c.prepareStop()),
              action(
                  "abort",
                  "Ends the current run, or the verification if there is no run. A run goes through"
                      + " RESTORE first (Redis a master, Dynomite NORMAL) and ends as ABORTED:"
                      + " watch Phase, or call awaitCompletion. Refused if there is neither.",
                  (c, a) -> c.abort()),
              query(
                  "preflight",
                  "Returns what start() would do now, and changes nothing: the source, why the"
                      + " other peers are not taken, how many keys would be dropped, and wrong"
                      + " settings. Takes a few seconds at most.",
                  (c, a) -> c.preflight()),
              query(
                  "preflight",
                  "Like preflight(), as text, json (one object, an unknown value is null) or answer"
                      + " (one line).",
                  (c, a) -> c.preflight(a[0], "", "", ""),
                  FORMAT),
              query(
                  "preflight",
                  "Like preflight(format), of start(source).",
                  (c, a) -> c.preflight(a[0], a[1], "", ""),
                  FORMAT,
                  SOURCE),
              query(
                  "preflight",
                  "Like preflight(format), of start(source, \"\", \"\", \"\", prefer).",
                  (c, a) -> c.preflight(a[0], a[1], a[2], ""),
                  FORMAT,
                  SOURCE,
                  PREFER),
              query(
                  "preflight",
                  "Like preflight(format, source, prefer), of a start with force.",
                  (c, a) -> c.preflight(a[0], a[1], a[2], a[3]),
                  FORMAT,
                  SOURCE,
                  PREFER,
                  FORCE),
              query(
                  "awaitCompletion",
                  "Waits for the end of the run and returns its outcome and reason. If no run is in"
                      + " progress, it returns those of the last run at once. When the time is up,"
                      + " it returns RUNNING and the phase, and the run continues.",
                  (c, a) -> c.awaitCompletion(a[0]),
                  SECONDS),
              action(
                  "verify",
                  "Starts a verification, which compares this node with its peers key by key, and"
                      + " returns at once. Only repair changes keys, and only on this node. Refused"
                      + " while a run or a verification is in progress. abort() and a new run end"
                      + " it.",
                  (c, a) -> c.verify(a[0]),
                  MODE),
              query(
                  "verification",
                  "Returns what the current verification, or the last one, found. For each peer:"
                      + " the keys compared, equal, different, missing here, missing there and in"
                      + " doubt, with examples. After a repair also the keys repaired, and the keys"
                      + " left unchanged, with the reason.",
                  (c, a) -> c.verification()),
              action(
                  "dump",
                  "Starts a dump of this node into the store of chunks.store, and returns at once."
                      + " It only reads, and resumes a dump that was ended. Refused while a run or"
                      + " a dump is in progress. If the node is not warm, DumpState becomes FAILED."
                      + " abortDump() and a new run end it.",
                  (c, a) -> c.dump("")),
              action(
                  "dump",
                  "Like dump(), but also dumps a node that is not warm. Other nodes may take that"
                      + " dump for the newest copy of the data.",
                  (c, a) -> c.dump(a[0]),
                  FORCE),
              action(
                  "abortDump",
                  "Ends the dump that is in progress. The next dump resumes it.",
                  (c, a) -> c.abortDump())));

  private Operations() {}
}
