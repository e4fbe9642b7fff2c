package io.dynowarmup.engine;

import io.dynowarmup.Endpoint;
import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;

/**
 * A start that is over when Dynomite listens for clients. Its admin port listens a moment before it
 * can answer: a question in that moment ended 4 of 60 starts with a segmentation fault, and none
 * when the client port was waited for first (measured, 0.6.21-rc2).
 */
final class AwaitedStart implements DynomiteProcess {
  private static final long LOOK_MILLIS = 2;

  /** One that is still joining holds its answers back, and must not be left NORMAL meanwhile. */
  private static final int ANSWER_MILLIS = 50;

  private final DynomiteProcess process;
  private final RedisConnector connector;
  private final Endpoint clientPort;
  private final RedisAccess access;
  private final Ticker ticker;
  private final Pause pause;
  private final long limitMillis;

  /**
   * @param limitMillis then whoever asks next finds out that it does not answer
   */
  AwaitedStart(
      DynomiteProcess process,
      RedisConnector connector,
      Endpoint clientPort,
      RedisAccess access,
      Ticker ticker,
      Pause pause,
      long limitMillis) {
    this.process = process;
    this.connector = connector;
    this.clientPort = clientPort;
    this.access = access.withTimeoutMillis(ANSWER_MILLIS);
    this.ticker = ticker;
    this.pause = pause;
    this.limitMillis = limitMillis;
  }

  @Override
  public boolean canStart() {
    return process.canStart();
  }

  @Override
  public boolean canStop() {
    return process.canStop();
  }

  @Override
  public void start() {
    process.start();
    Deadline deadline = Deadline.after(ticker, limitMillis);
    try (RedisNode client = connector.connect(clientPort, access)) {
      while (!listens(client) && !deadline.passed()) {
        pause.millis(LOOK_MILLIS, CancelSignal.never());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarmupException(Reason.ABORTED, "interrupted while Dynomite was starting", e);
    }
  }

  /** Whatever the answer is, a refusal of its state included: somebody listens. */
  private static boolean listens(RedisNode client) {
    try {
      client.ping();
      return true;
    } catch (WarmupException e) {
      return e.reason() != Reason.REFUSED && e.reason() != Reason.UNREACHABLE;
    }
  }

  @Override
  public void stop() {
    process.stop();
  }
}
