// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fuzz;

import com.sun.management.ThreadMXBean;
import io.dynowarmup.api.WarmupException;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Feeds damaged input to a reader: it may refuse it with our own exception and with nothing else,
 * has to come back, and may not ask for memory out of proportion. {@code -Dfuzz.inputs=} says how
 * many ({@code mvn -Pfaults verify}: 100,000), {@code -Dfuzz.seed=} where to begin.
 */
public final class Fuzz {
  /** What is to be tried. */
  public interface Reader {
    void read(byte[] input, Random random) throws Exception;
  }

  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 3_000);
  private static final long FIRST_SEED = Long.getLong("fuzz.seed", 1);
  private static final long HANG_MILLIS = 20_000;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long MEMORY = 16L * 1024 * 1024;
  private static final long MEMORY_PER_BYTE = 1_000;

  private final String name;
  private final int inputs;
  private final Mutation mutation;
  private final Reader reader;
  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private volatile int done;
  private volatile long since;
  private volatile AssertionError failure;
  private long refused;
  private long bytes;
  private long mostCpuNanos;
  private long mostMemory;

  private Fuzz(String name, int inputs, Mutation mutation, Reader reader) {
    this.name = name;
    this.inputs = inputs;
    this.mutation = mutation;
    this.reader = reader;
  }

  /** All inputs; one line on stdout says what they were. */
  public static void run(String name, Mutation mutation, Reader reader) throws Exception {
    new Fuzz(name, INPUTS, mutation, reader).run();
  }

  /** The same, of inputs that take their time: no more of them than that, whatever is set. */
  public static void run(String name, int most, Mutation mutation, Reader reader) throws Exception {
    new Fuzz(name, Math.min(most, INPUTS), mutation, reader).run();
  }

  private void run() throws InterruptedException {
    since = System.nanoTime();
    Thread worker = new Thread(this::all, "fuzz");
    worker.setDaemon(true);
    worker.start();
    while (worker.isAlive()) {
      LockSupport.parkNanos(LOOK_NANOS);
      if (worker.isAlive() && System.nanoTime() - since > HANG_MILLIS * 1_000_000) {
        AssertionError hangs =
            new AssertionError(repeat(done) + "does not end within " + HANG_MILLIS + " ms");
        hangs.setStackTrace(worker.getStackTrace());
        throw hangs;
      }
    }
    worker.join();
    if (failure != null) {
      throw failure;
    }
    System.out.printf(
        Locale.ROOT,
        "fuzz %-18s %7d inputs from seed %d, %.1f MB: %d refused, %d read; most processor time for one %.1f ms, most"
            + " memory for one %.1f MB%n",
        name,
        inputs,
        FIRST_SEED,
        bytes / 1e6,
        refused,
        inputs - refused,
        mostCpuNanos / 1e6,
        mostMemory / 1e6);
  }

  private void all() {
    for (int i = 0; i < inputs && failure == null; i++) {
      done = i;
      Random random = new Random(FIRST_SEED + i);
      byte[] input = mutation.next(random);
      bytes += input.length;
      try {
        one(input, random);
      } catch (Throwable e) {
        failure = new AssertionError(repeat(i) + e, e);
      }
    }
  }

  private void one(byte[] input, Random random) throws Exception {
    long memory = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    since = System.nanoTime();
    long cpu = threads.getCurrentThreadCpuTime();
    try {
      reader.read(input, random);
    } catch (WarmupException e) {
      refused++;
      says(e);
    }
    mostCpuNanos = Math.max(mostCpuNanos, threads.getCurrentThreadCpuTime() - cpu);
    long taken = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - memory;
    mostMemory = Math.max(mostMemory, taken);
    if (taken > MEMORY + MEMORY_PER_BYTE * input.length) {
      throw new AssertionError("takes " + taken + " bytes for an input of " + input.length);
    }
  }

  /** An engineer is to read it, so it is neither empty nor the input itself. */
  private static void says(WarmupException e) {
    if (e.getMessage() == null || e.getMessage().isEmpty() || e.getMessage().length() > 5_000) {
      throw new AssertionError("not fit to be read: " + e.getMessage());
    }
  }

  private String repeat(int i) {
    return name + ", again with -Dfuzz.seed=" + (FIRST_SEED + i) + " -Dfuzz.inputs=1: ";
  }
}
