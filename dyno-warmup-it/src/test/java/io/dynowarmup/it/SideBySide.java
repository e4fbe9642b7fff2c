// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it;

import static java.util.stream.Collectors.toSet;

import io.dynowarmup.it.redis.RedisBinary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
    if (!test.isAnnotationPresent(EveryRedis.class)
        && !Boolean.getBoolean("redis.every")
        && System.getProperty("redis.binaries", "").isBlank()) {
      filter(
          new Dealt(
              getDescription().getChildren().stream().map(Description::getDisplayName).toList()));
    }
  }

  /** Deals out the tests of a class to its parameter sets if these are servers, by their names. */
  private static final class Dealt extends Filter {
    private final List<String> sets;
    private final boolean servers;

    Dealt(List<String> sets) {
      this.sets = sets;
      Set<String> all =
          RedisBinary.all().stream().map(server -> "[" + server + "]").collect(toSet());
      this.servers = all.containsAll(sets);
    }

    @Override
    public boolean shouldRun(Description test) {
      if (!servers || test.isSuite()) {
        return true;
      }
      String name = test.getMethodName();
      int set = name.indexOf('[');
      int dealt = Math.floorMod(name.substring(0, set).hashCode(), sets.size());
      return sets.indexOf(name.substring(set)) == dealt;
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
