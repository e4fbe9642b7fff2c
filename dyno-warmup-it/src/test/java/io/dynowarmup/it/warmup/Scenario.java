// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.SideBySide;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.DynomiteClusterBuilder;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.RedisBinary;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.Rule;
import org.junit.rules.ExternalResource;
import org.junit.rules.RuleChain;
import org.junit.rules.TestWatcher;
import org.junit.runner.Description;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/**
 * The base of tests that run on each available Redis, in parallel. A class that measures times
 * declares {@code Parameterized} itself. Rack 0 holds the data, rack 1 is cold and is warmed,
 * further racks are additional peers.
 */
@RunWith(SideBySide.class)
public abstract class Scenario {
  /** The limit for events that are certain to happen. */
  protected static final Duration LIMIT = Duration.ofSeconds(60);

  @Parameter public RedisBinary redis;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private DynomiteCluster cluster;

  @Rule public final RuleChain aftermath = RuleChain.outerRule(new Closing()).around(new Autopsy());

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return RedisBinary.all();
  }

  /** Starts a cluster of two racks. */
  protected final DynomiteCluster cluster() {
    return cluster(builder -> builder);
  }

  /** Starts a cluster. */
  protected final DynomiteCluster cluster(UnaryOperator<DynomiteClusterBuilder> how) {
    return built(how).start();
  }

  /** Builds a cluster without starting it. */
  protected final DynomiteCluster built(UnaryOperator<DynomiteClusterBuilder> how) {
    cluster = closeLater(how.apply(DynomiteCluster.builder().redis(redis)).build());
    return cluster;
  }

  protected final RackNode source() {
    return cluster.node(0);
  }

  protected final RackNode cold() {
    return cluster.node(1);
  }

  /** Returns a warm-up beside the cold node that cannot start or stop its Dynomite. */
  protected final WarmedNode warmup() {
    return warmup(cold());
  }

  /** Returns a warm-up beside this node that cannot start or stop its Dynomite. */
  protected final WarmedNode warmup(RackNode node) {
    return closeLater(WarmedNode.of(node));
  }

  /** Returns the report of a full verification of the cold node. */
  protected final VerifyReport verified() {
    WarmedNode node = warmup();
    node.engine().verify("full");
    Await.until(
        "the end", LIMIT, () -> node.engine().verification().state() != VerifyReport.State.RUNNING);
    VerifyReport report = node.engine().verification();
    assertEquals(report.text(), VerifyReport.State.DONE, report.state());
    return report;
  }

  /** Writes through the source's Dynomite. */
  protected final WriteLoad load(Workload workload, int perSecond) {
    return closeLater(WriteLoad.start(source().dynomite().client(), workload, perSecond));
  }

  /** Closes a resource at the end of the test, the newest first. */
  protected final <T extends AutoCloseable> T closeLater(T resource) {
    open.push(resource);
    return resource;
  }

  private final class Closing extends ExternalResource {
    @Override
    protected void after() {
      while (!open.isEmpty()) {
        try {
          open.pop().close();
        } catch (Exception e) {
          throw new IllegalStateException("After the test", e);
        }
      }
    }
  }

  /** Prints what is needed to understand a failure. */
  private final class Autopsy extends TestWatcher {
    @Override
    protected void failed(Throwable e, Description test) {
      if (cluster == null) {
        return;
      }
      for (RackNode node : cluster.nodes()) {
        System.out.println("--- " + test + ": Dynomite of " + node);
        System.out.println(tail(node.dynomite().log()));
        System.out.println("--- " + test + ": Redis of " + node);
        System.out.println(tail(node.redis().log()));
      }
    }

    private String tail(String log) {
      return log.substring(Math.max(0, log.length() - 4_000));
    }
  }
}
