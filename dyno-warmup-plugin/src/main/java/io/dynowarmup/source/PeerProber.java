package io.dynowarmup.source;

import io.dynowarmup.Peer;
import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.redis.OurLine;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks all peers at the same time how they are. */
public final class PeerProber {
  private static final int MAX_THREADS = 32;

  /** So that a connection that times out can still say of itself what it waited for. */
  private static final int GRACE_MILLIS = 50;

  private final RedisConnector connector;
  private final Ticker ticker;
  private final Optional<OurLine> ourLine;

  public PeerProber(RedisConnector connector, Ticker ticker) {
    this(connector, ticker, Optional.empty());
  }

  /**
   * @param ourLine this node among a peer's replicas; empty when that does not matter
   */
  public PeerProber(RedisConnector connector, Ticker ticker, Optional<OurLine> ourLine) {
    this.connector = connector;
    this.ticker = ticker;
    this.ourLine = ourLine;
  }

  /**
   * PING and INFO of each peer. Takes as long as the slowest of them, and at most the limit and 50
   * ms (as many times as 32 goes into the number of peers, rounded up). A peer that has not
   * answered by then is reported as such, not waited for.
   *
   * @param access the credentials that the replication will use
   * @param limitMillis for each peer, 1 and more
   * @return one for each peer, in the same order
   * @throws InterruptedException when the calling thread is interrupted
   */
  public List<PeerFacts> probe(List<Peer> peers, RedisAccess access, int limitMillis)
      throws InterruptedException {
    if (peers.isEmpty()) {
      return new ArrayList<>();
    }
    int threads = Math.min(peers.size(), MAX_THREADS);
    int rounds = (peers.size() + threads - 1) / threads;
    Deadline deadline = Deadline.after(ticker, ((long) limitMillis + GRACE_MILLIS) * rounds);
    List<Probe> probes = new ArrayList<>();
    List<Future<PeerFacts>> answers = new ArrayList<>();
    ExecutorService pool = pool(threads);
    try {
      for (Peer peer : peers) {
        Probe probe =
            new Probe(peer, connector, access.withTimeoutMillis(limitMillis), ticker, ourLine);
        probes.add(probe);
        answers.add(pool.submit(probe));
      }
      return collect(peers, answers, deadline, limitMillis);
    } finally {
      pool.shutdownNow();
      probes.forEach(Probe::abandon);
    }
  }

  private List<PeerFacts> collect(
      List<Peer> peers, List<Future<PeerFacts>> answers, Deadline deadline, int limitMillis)
      throws InterruptedException {
    List<PeerFacts> facts = new ArrayList<>();
    for (int i = 0; i < peers.size(); i++) {
      facts.add(await(peers.get(i), answers.get(i), deadline, limitMillis));
    }
    return facts;
  }

  private PeerFacts await(Peer peer, Future<PeerFacts> answer, Deadline deadline, int limitMillis)
      throws InterruptedException {
    try {
      return answer.get(deadline.leftMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return PeerFacts.failed(
          peer,
          new WarmupException(
              Reason.TIME_OUT,
              "Redis "
                  + peer.redis()
                  + " did not answer PING and INFO within "
                  + limitMillis
                  + " ms (probe.msec): is its Redis stuck, or does a security group drop port "
                  + peer.redis().port()
                  + "?"));
    } catch (ExecutionException e) {
      return PeerFacts.failed(
          peer,
          new WarmupException(
              Reason.INTERNAL, "probing " + peer.redis() + " failed: " + e.getCause(), e));
    }
  }

  private static ExecutorService pool(int threads) {
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.MILLISECONDS,
        new LinkedBlockingQueue<>(),
        r -> {
          Thread t = new Thread(r, "dyno-warmup-probe");
          t.setDaemon(true);
          return t;
        });
  }
}
