// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.chunk;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.DumpReport;
import io.dynowarmup.api.report.DumpReport.State;
import io.dynowarmup.chunk.dump.DumpProgress;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.log.LogContext;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.time.CancelSignal;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dumps this node on a thread of its own, one dump at a time. Thread-safe. */
public final class DaemonDumps {
  private static final Logger LOG = LoggerFactory.getLogger(DaemonDumps.class);
  private static final long LONGEST_END_MILLIS = 5_000;

  private final EngineHost host;
  private DumpReport report = DumpReport.none();
  private DumpProgress progress = new DumpProgress();
  private CancelSignal cancel = CancelSignal.never();
  private Thread thread;
  private long startNanos;

  public DaemonDumps(EngineHost host) {
    this.host = host;
  }

  /**
   * Starts a dump and returns at once.
   *
   * @param force whether to dump a node that is not warm
   * @param keep how many dumps of this node are kept afterwards; empty if none is removed
   * @throws WarmupException ALREADY_RUNNING if a dump is in progress; BAD_CONFIG if no store is
   *     set. A scheduled dump reports that as its failure.
   */
  public synchronized void start(boolean force, OptionalInt keep) {
    if (thread != null) {
      throw new WarmupException(
          Reason.ALREADY_RUNNING, "a dump of this node is in progress: abort it first");
    }
    if (!keep.isPresent()) {
      NodeDump.uri(host.readConfig());
    }
    CancelSignal signal = new CancelSignal();
    cancel = signal;
    progress = new DumpProgress();
    startNanos = host.ticker().nanos();
    report =
        new DumpReport.Builder()
            .state(State.RUNNING)
            .startedEpochMillis(host.ticker().epochMillis())
            .lastDoneEpochMillis(report.lastDoneEpochMillis())
            .build();
    thread = new Thread(() -> perform(force, keep, signal), "dyno-warmup-dump");
    thread.setDaemon(true);
    thread.setContextClassLoader(DaemonDumps.class.getClassLoader());
    thread.start();
  }

  public synchronized DumpReport report() {
    return report.state() == State.RUNNING ? now(State.RUNNING, "").build() : report;
  }

  /**
   * Ends the dump; the next one resumes it.
   *
   * @return whether a dump was in progress
   */
  public synchronized boolean abort(String why) {
    return thread != null && cancel.cancel(why);
  }

  /** Ends the dump and waits for its end for some seconds. */
  public void close() {
    Thread running;
    synchronized (this) {
      cancel.cancel("shutting down");
      running = thread;
    }
    try {
      if (running != null) {
        running.join(LONGEST_END_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void perform(boolean force, OptionalInt keep, CancelSignal signal) {
    try (LogContext mark = LogContext.ofDump()) {
      NodeDump dump = new NodeDump(host);
      Manifest manifest = dump.dump(force, signal, this::begun);
      done(manifest, keep.isPresent() ? expired(dump, manifest, keep.getAsInt(), signal) : "");
    } catch (WarmupException e) {
      State state = signal.isCancelled() ? State.ABORTED : State.FAILED;
      end(now(state, signal.isCancelled() ? signal.reason() : e.getMessage()).build());
    } catch (InterruptedException e) {
      end(now(State.ABORTED, "the thread was interrupted").build());
    } catch (RuntimeException | Error e) {
      LOG.error("The dump failed", e);
      end(now(State.FAILED, e.toString()).build());
    }
  }

  /** Removes older dumps. Returns why that failed; empty if it did not. */
  private static String expired(NodeDump dump, Manifest manifest, int keep, CancelSignal signal) {
    try {
      dump.expire(manifest, keep, signal);
      return "";
    } catch (WarmupException e) {
      return "older dumps were not removed (dump.keep): " + e.getMessage();
    }
  }

  private synchronized void begun(DumpProgress begun) {
    progress = begun;
  }

  private synchronized void done(Manifest manifest, String reason) {
    end(
        now(State.DONE, reason)
            .id(manifest.dump().id())
            .keys(manifest.keys())
            .chunks(manifest.chunks().size())
            .bytes(manifest.bytes())
            .leftOut(manifest.leftOut())
            .lastDoneEpochMillis(host.ticker().epochMillis())
            .build());
  }

  private synchronized void end(DumpReport last) {
    report = last;
    thread = null;
    if (last.state() == State.FAILED || (last.state() == State.DONE && !last.reason().isEmpty())) {
      LOG.warn("Dump {}", last.text());
    } else {
      LOG.info("Dump {}", last.text());
    }
  }

  private synchronized DumpReport.Builder now(State state, String reason) {
    return new DumpReport.Builder()
        .from(report)
        .state(state)
        .reason(reason)
        .elapsedMillis(TimeUnit.NANOSECONDS.toMillis(host.ticker().nanos() - startNanos))
        .names(progress.names())
        .keys(progress.keys())
        .chunks(progress.chunks())
        .bytes(progress.bytes())
        .leftOut(progress.leftOut());
  }
}
