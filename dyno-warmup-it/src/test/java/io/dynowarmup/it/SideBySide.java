// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it;

import io.dynowarmup.it.redis.RedisBinary;
import java.util.ArrayList;
import java.util.List;
import org.junit.runner.Description;
import org.junit.runner.manipulation.Filter;
import org.junit.runners.Parameterized;
import org.junit.runners.model.RunnerScheduler;

/**
 * Runs the parameter sets of a class in parallel, because they mostly wait. Each runs in a thread
 * group of its own. {@code -Dfaults.threads=} sets the number of parallel runs. Default: 4.
 */
public final class SideBySide extends Parameterized {
  public SideBySide(Class<?> test) throws Throwable {
    super(test);
    setScheduler(new Few(Integer.getInteger("faults.threads", 4)));
    if (test.isAnnotationPresent(AnyRedis.class)
        && System.getProperty("redis.binaries", "").isBlank()) {
      filter(new Dealt());
    }
  }

  /** Deals out the tests of a class to the servers, by their names. */
  private static final class Dealt extends Filter {
    private final List<String> servers =
        RedisBinary.all().stream().map(RedisBinary::toString).toList();

    @Override
    public boolean shouldRun(Description test) {
      if (test.isSuite()) {
        return true;
      }
      String name = test.getMethodName();
      String method = name.substring(0, name.indexOf('['));
      return name.endsWith(
          "[" + servers.get(Math.floorMod(method.hashCode(), servers.size())) + "]");
    }

    @Override
    public String describe() {
      return "one server each";
    }
  }

  private static final class Few implements RunnerScheduler {
    private final int most;
    private final List<Thread> running = new ArrayList<>();

    Few(int most) {
      this.most = most;
    }

    @Override
    public void schedule(Runnable test) {
      while (alive() >= most) {
        joinOne();
      }
      String name = "cell " + running.size();
      Thread thread = new Thread(new ThreadGroup(name), test, name);
      running.add(thread);
      thread.start();
    }

    private long alive() {
      return running.stream().filter(Thread::isAlive).count();
    }

    /** Waits up to 10 ms for the first thread that is still running. */
    private void joinOne() {
      running.stream().filter(Thread::isAlive).findFirst().ifPresent(thread -> join(thread, 10));
    }

    private static void join(Thread thread, long millis) {
      try {
        thread.join(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while tests run", e);
      }
    }

    @Override
    public void finished() {
      running.forEach(thread -> join(thread, 0));
    }
  }
}
