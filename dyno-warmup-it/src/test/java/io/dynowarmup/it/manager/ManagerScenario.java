// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.manager;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.DynomiteClusterBuilder;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;
import org.junit.Rule;
import org.junit.rules.ExternalResource;
import org.junit.rules.RuleChain;
import org.junit.rules.TestWatcher;
import org.junit.runner.Description;

/** Rack 0 holds 1,000 keys. The node of rack 1 has replaced another node and has a manager. */
public abstract class ManagerScenario {
  static final int KEYS = 1_000;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private DynomiteCluster cluster;
  private ManagedNode managed;

  @Rule
  public final RuleChain aftermath =
      RuleChain.outerRule(
              new ExternalResource() {
                @Override
                protected void after() {
                  closeAll();
                }
              })
          .around(
              new TestWatcher() {
                @Override
                protected void failed(Throwable e, Description test) {
                  System.out.println("--- " + test + ": Tomcat");
                  System.out.println(managed == null ? "" : managed.log());
                }
              });

  private void closeAll() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("After the test", e);
      }
    }
  }

  final ManagedNode node() throws IOException {
    return node(builder -> builder);
  }

  final ManagedNode node(UnaryOperator<DynomiteClusterBuilder> how) throws IOException {
    cluster =
        closeLater(
            how.apply(DynomiteCluster.builder().redis(RedisBinary.embedded())).build().start());
    Filler.strings(source().redis(), KEYS, 100);
    managed = closeLater(new ManagedNode(cluster, cold()));
    return managed;
  }

  final DynomiteCluster cluster() {
    return cluster;
  }

  final RackNode source() {
    return cluster.node(0);
  }

  final RackNode cold() {
    return cluster.node(1);
  }

  /** Waits until the node holds this number of keys. A marker of the run may expire only later. */
  final void awaitKeys(long keys) {
    Await.until(
        () -> "now " + cold().redis().keys() + " keys\n" + managed.log(),
        LIMIT,
        () -> cold().redis().keys() == keys);
  }

  final <T extends AutoCloseable> T closeLater(T resource) {
    open.push(resource);
    return resource;
  }
}
