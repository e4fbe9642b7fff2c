// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.SourceLimits;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicaLine;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.SourceRanking;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.rule.RankingRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Simulates many cold nodes that choose and watch their sources with the production code; the Redis
 * servers are simulated. All nodes probe at the same moment, every 200 ms, and see the state before
 * it, so no node sees the others arrive.
 */
final class ManyNodes {
  static final String HEADING =
      String.format(
          "%-46s %8s %14s %13s %9s %7s %8s",
          "100 nodes at once, the worst simulation of each",
          "sources",
          "nodes of one",
          "seen at once",
          "gave way",
          "choices",
          "last s");

  private static final int MOST_REPLICAS = 3;
  private static final int DELAY_TICKS = 25;
  private static final int LEAST_TRANSFER_TICKS = 100;
  private static final int MOST_TICKS = 5_000;

  private final Random random;
  private final List<Source> sources = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private int tick;
  private int seenAtOnce;
  private int mostSyncing;

  ManyNodes(Random random) {
    this.random = random;
  }

  void peer(long uptimeSeconds) {
    sources.add(new Source(sources.size(), uptimeSeconds));
  }

  /**
   * Adds a cold node.
   *
   * @param of maps the number of a peer to the node that it is a peer of; null if it is a peer of
   *     every node
   */
  void node(IntUnaryOperator of, int number) {
    List<Source> own = new ArrayList<>();
    for (Source s : sources) {
      if (of == null || of.applyAsInt(s.number) == number) {
        own.add(s);
      }
    }
    nodes.add(new Node(number, own));
  }

  Result run() {
    for (tick = 0; tick < MOST_TICKS && nodes.stream().anyMatch(n -> !n.done); tick++) {
      Map<Source, RedisInfo> seen = new HashMap<>();
      sources.forEach(s -> seen.put(s, s.info()));
      nodes.forEach(n -> n.check(seen));
      sources.forEach(Source::advance);
    }
    return new Result(this);
  }

  /** A Redis with the data and its replicas in the order in which they came. */
  private final class Source {
    private final int number;
    private final Peer peer;
    private final long uptimeSeconds;
    private final Map<Integer, String> replicas = new LinkedHashMap<>();
    private int snapshotAt = -1;
    private int doneAt = -1;
    private int syncs;
    private RedisInfo said;

    Source(int number, long uptimeSeconds) {
      this.number = number;
      this.uptimeSeconds = uptimeSeconds;
      String host = "10.1." + number / 200 + "." + number % 200;
      this.peer =
          Peer.of(
              new Endpoint(host, 22122),
              new Endpoint(host, 8101),
              "rack" + number % 3,
              "dc",
              Collections.singletonList(1L));
    }

    RedisInfo info() {
      if (said == null) {
        said = RedisInfo.parse(text());
      }
      return said;
    }

    private String text() {
      StringBuilder text =
          new StringBuilder(
                  "role:master\nrun_id:r" + number + "\nloading:0\nrdb_last_bgsave_status:ok\n")
              .append("used_memory:1000\ntotal_system_memory:10000\nmaxmemory:0\n")
              .append("evicted_keys:0\nrejected_connections:0\ndb0:keys=1000,expires=0\n");
      text.append("uptime_in_seconds:").append(uptimeSeconds).append('\n');
      text.append("sync_full:").append(syncs).append('\n');
      text.append("connected_slaves:").append(replicas.size()).append('\n');
      int i = 0;
      for (Map.Entry<Integer, String> e : replicas.entrySet()) {
        text.append("slave").append(i++).append(":ip=10.2.0.1,port=").append(e.getKey());
        text.append(",state=").append(e.getValue()).append(",offset=0,lag=0\n");
      }
      return text.toString();
    }

    void detach(int port) {
      replicas.remove(port);
      said = null;
    }

    void attach(int port) {
      said = null;
      replicas.put(port, "wait_bgsave");
      syncs++;
      if (snapshotAt < 0) {
        snapshotAt = tick + DELAY_TICKS;
      }
    }

    /** Advances a diskless sync: replicas that wait at its start share it. */
    void advance() {
      seenAtOnce = Math.max(seenAtOnce, replicas.size());
      if (tick == snapshotAt || tick == doneAt) {
        said = null;
      }
      if (tick == snapshotAt) {
        replicas.replaceAll((p, s) -> "send_bulk");
        mostSyncing = Math.max(mostSyncing, replicas.size());
        doneAt = tick + LEAST_TRANSFER_TICKS + random.nextInt(LEAST_TRANSFER_TICKS);
        snapshotAt = Integer.MAX_VALUE;
      } else if (tick == doneAt) {
        replicas.replaceAll((p, s) -> s.equals("send_bulk") ? "online" : s);
        snapshotAt = replicas.containsValue("wait_bgsave") ? tick + 1 : -1;
      }
    }
  }

  /** A cold node. */
  private final class Node {
    private final int port;
    private final List<Source> own;
    private final Map<Peer, String> failed = new HashMap<>();
    private Source source;
    private SourceGuard guard;
    private int choices;
    private boolean done;
    private Source servedBy;

    Node(int number, List<Source> own) {
      this.port = 20_000 + number;
      this.own = own;
    }

    void check(Map<Source, RedisInfo> seen) {
      if (done) {
        return;
      }
      if (source == null) {
        choose(seen);
        return;
      }
      RedisInfo info = seen.get(source);
      Optional<ReplicaLine> line =
          info.replication().replicas().stream().filter(l -> l.isAt(port)).findFirst();
      try {
        guard.check(info, line);
        if (line.filter(ReplicaLine::online).isPresent()) {
          done = true;
          servedBy = source;
          source.detach(port);
        }
      } catch (WarmupException e) {
        if (e.reason() != Reason.SOURCE_FAILED) {
          throw e;
        }
        failed.put(source.peer, e.getMessage());
        source.detach(port);
        source = null;
      }
    }

    private void choose(Map<Source, RedisInfo> seen) {
      List<PeerFacts> facts = new ArrayList<>();
      own.forEach(s -> facts.add(PeerFacts.of(s.peer, seen.get(s))));
      RankingRules rules =
          RankingRules.of(0, false, MOST_REPLICAS, failed)
              .withMaxMemoryPercent(90)
              .withAnyUptime(!failed.isEmpty());
      Candidate best = new SourceRanking(random).rank(facts, rules).get(0);
      if (best.eligible()) {
        choices++;
        source = own.stream().filter(s -> s.peer.equals(best.peer())).findFirst().get();
        guard =
            new SourceGuard(
                best.peer().toString(), "local", SourceLimits.of(MOST_REPLICAS, 3, 50, 90));
        guard.begin(seen.get(source), Optional.empty());
        source.attach(port);
      }
    }
  }

  /** The result of a simulation. */
  static final class Result {
    private final int warmed;
    private final int sources;
    private final int nodesOfOne;
    private final int seenAtOnce;
    private final int mostSyncing;
    private final int gaveWay;
    private final int rounds;
    private final int ticks;

    private Result(ManyNodes many) {
      Map<Source, Integer> served = new HashMap<>();
      Set<Node> done = new HashSet<>();
      int choices = 0;
      int most = 0;
      for (Node n : many.nodes) {
        if (n.done) {
          done.add(n);
          served.merge(n.servedBy, 1, Integer::sum);
        }
        choices += n.choices - 1;
        most = Math.max(most, n.choices);
      }
      this.warmed = done.size();
      this.sources = served.size();
      this.nodesOfOne = Collections.max(served.values());
      this.seenAtOnce = many.seenAtOnce;
      this.mostSyncing = many.mostSyncing;
      this.gaveWay = choices;
      this.rounds = most;
      this.ticks = many.tick;
    }

    private Result(Result a, Result b) {
      this.warmed = Math.min(a.warmed, b.warmed);
      this.sources = Math.min(a.sources, b.sources);
      this.nodesOfOne = Math.max(a.nodesOfOne, b.nodesOfOne);
      this.seenAtOnce = Math.max(a.seenAtOnce, b.seenAtOnce);
      this.mostSyncing = Math.max(a.mostSyncing, b.mostSyncing);
      this.gaveWay = Math.max(a.gaveWay, b.gaveWay);
      this.rounds = Math.max(a.rounds, b.rounds);
      this.ticks = Math.max(a.ticks, b.ticks);
    }

    Result worseOf(Result other) {
      return new Result(this, other);
    }

    int warmed() {
      return warmed;
    }

    int leastSources() {
      return sources;
    }

    /** Returns the largest number of replicas in one snapshot of a source. */
    int mostSyncing() {
      return mostSyncing;
    }

    int gaveWay() {
      return gaveWay;
    }

    int mostRounds() {
      return rounds;
    }

    String line(String name) {
      return String.format(
          Locale.ROOT,
          "%-46s %8d %14d %13d %9d %7d %8.1f",
          name,
          sources,
          nodesOfOne,
          seenAtOnce,
          gaveWay,
          rounds,
          ticks / 5.0);
    }

    @Override
    public String toString() {
      return line("");
    }
  }
}
