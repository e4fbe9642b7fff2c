package io.dynowarmup;

/** The warm-up of one node. Thread-safe. */
public interface Warmup extends AutoCloseable {
  /**
   * Starts a run and returns at once.
   *
   * @return the run's id
   * @throws WarmupException ALREADY_RUNNING; NOT_RUNNING after {@link #close()}
   */
  String start(WarmupRequest request);

  /**
   * Asks the run to end. It goes through RESTORE first; the outcome is ABORTED unless it was over
   * already.
   *
   * @param why for the log and the status
   * @return the id of the run that ends
   * @throws WarmupException NOT_RUNNING
   */
  String abort(String why);

  /** What is going on, or how the last run ended. Never waits. */
  WarmupStatus status();

  /**
   * Waits for the end of the run that is going on.
   *
   * @param millis at most that long
   * @return the status then; still running when the time was too short
   */
  WarmupStatus await(long millis) throws InterruptedException;

  void addObserver(WarmupObserver observer);

  void removeObserver(WarmupObserver observer);

  /**
   * Aborts a run that is going on, waits for its RESTORE, ends all threads. Any number of times.
   */
  @Override
  void close();
}
