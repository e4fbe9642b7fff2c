// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it;

import io.dynowarmup.it.redis.RedisBinary;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.runner.Description;
import org.junit.runner.manipulation.Filter;
import org.junit.runners.Parameterized;
import org.junit.runners.model.RunnerScheduler;

/**
 * Runs the parameter sets of a class in parallel, because they mostly wait. Each runs in a thread
 * group of its own. {@code -Dfaults.threads=} sets the number of parallel runs. Default: 2.
 */
public final class SideBySide extends Parameterized {
  public SideBySide(Class<?> test) throws Throwable {
    super(test);
    setScheduler(new Few(Integer.getInteger("faults.threads", 2)));
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
    private final Semaphore places;
    private final List<Thread> started = new ArrayList<>();

    Few(int most) {
      this.places = new Semaphore(most);
    }

    @Override
    public void schedule(Runnable test) {
      places.acquireUninterruptibly();
      String name = "cell " + started.size();
      Thread thread = new Thread(new ThreadGroup(name), () -> run(test), name);
      started.add(thread);
      thread.start();
    }

    private void run(Runnable test) {
      try {
        test.run();
      } finally {
        places.release();
      }
    }

    @Override
    public void finished() {
      for (Thread thread : started) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("Interrupted while tests run", e);
        }
      }
    }
  }
}
