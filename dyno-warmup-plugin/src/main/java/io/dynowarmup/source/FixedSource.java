// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the source that an operator has requested. */
public final class FixedSource {
  private FixedSource() {}

  /**
   * Finds the peer.
   *
   * @param wanted a host, a host:port (of Redis or of Dynomite), or the name of a rack
   * @param known the peers with this node's token
   * @throws WarmupException BAD_ARGUMENT with the list of the known peers, if no peer or more than
   *     one matches
   */
  public static Peer find(String wanted, List<Peer> known) {
    String w = wanted.trim();
    List<Peer> found =
        matching(
            known,
            p ->
                p.redis().toString().equals(w) || p.redis().host().equals(w) || p.rack().equals(w));
    if (found.isEmpty()) {
      found = matching(known, p -> p.dynomite().toString().equals(w));
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new WarmupException(
        Reason.BAD_ARGUMENT,
        String.format(
            "source '%s' is %s with this node's token; known: %s; name one by its host, host:port or"
                + " rack",
            w, found.isEmpty() ? "none of the nodes" : "more than one node", text(known)));
  }

  private static List<Peer> matching(List<Peer> known, Predicate<Peer> wanted) {
    return known.stream().filter(wanted).collect(Collectors.toList());
  }

  private static String text(List<Peer> known) {
    return known.isEmpty()
        ? "none"
        : known.stream().map(Peer::toString).collect(Collectors.joining(", "));
  }
}
