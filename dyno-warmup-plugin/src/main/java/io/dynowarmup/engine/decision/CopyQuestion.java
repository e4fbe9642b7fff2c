// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.rule.Warmth;
import io.dynowarmup.unit.Units;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts into words what an operator has to decide about the copies of a node's data. Pure. */
final class CopyQuestion {
  private CopyQuestion() {}

  static String unproven(Candidate source, String why) {
    return "all keys of "
        + source.peer()
        + " are here, but that Redis "
        + why
        + "; check what runs there; if it is the right one, run with "
        + named(source);
  }

  static String oneCopy(Candidate source, List<Candidate> others) {
    return "all keys of "
        + source.peer()
        + " are here, but that node "
        + why(source, source.warmth())
        + notAsked(source, others)
        + "; if its copy is the right one, run with "
        + named(source);
  }

  static String manyCopies(Candidate source, List<Candidate> others, long keys, RedisInfo local) {
    StringBuilder text = new StringBuilder("no copy of this node's data is known to be right: ");
    text.append("this node holds ").append(Units.keys(keys)).append(" (");
    text.append(onDisk(local)).append(", up ");
    text.append(local.getLong("uptime_in_seconds", 0)).append(" s)");
    Set<String> named = new LinkedHashSet<>();
    named.add(named(source));
    for (Candidate c : others) {
      Warmth warmth = c.warmth();
      if (c.facts().answered() && c.facts().keys() > 0 && warmth != Warmth.AUTHORITY) {
        named.add(named(c));
        text.append("; ").append(c.peer()).append(" holds ");
        text.append(Units.keys(c.facts().keys()))
            .append(" (")
            .append(onDisk(c.facts().info()))
            .append("), is up ");
        text.append(c.facts().uptime()).append(" and ").append(why(c, warmth));
      }
    }
    text.append(notAsked(source, others));
    return text.append("; keys that only the other copies had were fetched, nothing was removed or")
        .append(" overwritten here. Decide whose copy is right: run here with ")
        .append(String.join(" or ", named))
        .append(
            " to take that copy, or there with --source and this node's rack (and --force if that"
                + " node is warm) to take this one")
        .toString();
  }

  private static String onDisk(RedisInfo info) {
    return info.getLong("aof_enabled", 0) != 0 ? "AOF" : "no AOF";
  }

  private static String why(Candidate c, Warmth warmth) {
    return warmth == Warmth.OUT_OF_SERVICE
        ? "does not get the cluster's writes: " + c.facts().evidence().dynomite().text()
        : warmth.text();
  }

  private static String named(Candidate source) {
    String rack = source.peer().rack();
    return "--source " + (rack.isEmpty() ? source.peer().redis().toString() : rack);
  }

  /** Returns the peers that did not report what they hold, as a part of a sentence. */
  private static String notAsked(Candidate source, List<Candidate> others) {
    return others.stream()
        .filter(c -> c != source && c.facts().silence().isPresent())
        .map(c -> "; no answer from " + c.peer() + ": " + c.facts().silence().get().getMessage())
        .collect(Collectors.joining());
  }
}
