// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.webapp;

import com.netflix.dynomitemanager.FloridaServer;
import com.netflix.dynomitemanager.dynomite.IDynomiteProcess;
import com.netflix.runtime.health.api.Health;
import com.netflix.runtime.health.api.HealthIndicator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.inject.Inject;
import javax.inject.Singleton;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Reports the state of the host, one {@code name=value} per line. */
@Singleton
public class StatusServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient FloridaServer server;
  private final transient HostState state;
  private final transient HostScheduler scheduler;
  private final transient Set<HealthIndicator> health;
  private final transient IDynomiteProcess dynomite;

  @Inject
  StatusServlet(
      FloridaServer server,
      HostState state,
      HostScheduler scheduler,
      Set<HealthIndicator> health,
      IDynomiteProcess dynomite) {
    this.dynomite = dynomite;
    this.server = server;
    this.state = state;
    this.scheduler = scheduler;
    this.health = health;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      if (request.getParameter("fire") != null) {
        scheduler.fire();
      }
      order(request);
      StringBuilder all = new StringBuilder();
      add(all, "warmup", server.warmup());
      add(all, "rest", rest());
      add(all, "journal", state.journal());
      add(all, "suspended", state.getIsProcessMonitoringSuspended());
      add(all, "alive", state.isHealthy());
      add(all, "tasks", scheduler.ours());
      add(all, "executed", scheduler.executed());
      add(all, "healthy", healthy());
      add(all, "mbeans", mbeans());
      add(all, "verify", verify());
      response.setContentType("text/plain");
      response.getWriter().print(all);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** Executes stop and start as the host's REST interface does. */
  private void order(HttpServletRequest request) throws IOException {
    if (request.getParameter("stop") != null) {
      state.setIsProcessMonitoringSuspended(true);
      dynomite.stop();
    }
    if (request.getParameter("start") != null) {
      state.setIsProcessMonitoringSuspended(false);
      dynomite.start();
    }
  }

  private static void add(StringBuilder all, String name, Object value) {
    all.append(name).append('=').append(value).append('\n');
  }

  /** Returns the bootstrap status as the host's REST interface reports it. */
  private String rest() {
    if (state.firstBootstrap()) {
      return "not started";
    }
    return state.isBootstrapping() ? "pending" : state.isBootstrapStatus().name();
  }

  /** Returns the health that the host reports to service discovery. */
  private boolean healthy() {
    AtomicBoolean all = new AtomicBoolean(true);
    for (HealthIndicator one : health) {
      one.check((Health said) -> all.compareAndSet(true, said.isHealthy()));
    }
    return all.get();
  }

  /**
   * Returns the verification state and the number of differences, or "" if the extension is not
   * installed.
   */
  private static String verify() throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName bean = new ObjectName("io.dynowarmup:type=Warmup");
    return server.isRegistered(bean)
        ? server.getAttribute(bean, "VerifyState")
            + " "
            + server.getAttribute(bean, "VerifyDifferences")
        : "";
  }

  private static String mbeans() throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    return server.queryNames(new ObjectName("io.dynowarmup:*"), null).toString();
  }
}
