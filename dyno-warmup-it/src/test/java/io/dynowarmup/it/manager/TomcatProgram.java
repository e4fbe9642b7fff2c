// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.manager;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanFilter;

/**
 * A Tomcat with one webapp as a program. It reads commands from standard input and answers on
 * standard output. Needs Java 8 or newer.
 */
public final class TomcatProgram {
  static final String STOP = "stop";
  static final String START = "start";

  private static final int MOST_LOOKS = 100;
  private static final int LOOK_MILLIS = 20;

  private TomcatProgram() {}

  /**
   * Runs Tomcat.
   *
   * @param args the webapp's directory, Tomcat's own directory, and the jars to exclude from the
   *     class scan
   */
  public static void main(String[] args) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(args[1]);
    tomcat.setHostname("127.0.0.1");
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setPort(0);
    StandardContext webapp = new StandardContext();
    webapp.setPath("");
    webapp.setName("");
    webapp.setDocBase(new File(args[0]).getAbsolutePath());
    webapp.setParentClassLoader(TomcatProgram.class.getClassLoader());
    webapp.setUnloadDelay(60_000);
    ((StandardJarScanFilter) webapp.getJarScanner().getJarScanFilter())
        .setPluggabilitySkip(args[2]);
    webapp.addLifecycleListener(new ContextConfig());
    webapp.addLifecycleListener(
        event -> {
          if (event.getType().equals(Lifecycle.CONFIGURE_START_EVENT)) {
            defaultServlet(webapp);
          }
        });
    tomcat.getHost().addChild(webapp);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(tomcat)));
    tomcat.start();
    say(tomcat.getConnector().getLocalPort() + " " + webapp.getStateName());
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      if (order.equals(STOP)) {
        webapp.stop();
        say("left: " + leftForLong());
      } else {
        webapp.start();
        say(webapp.getStateName());
      }
    }
    System.exit(0);
  }

  /** Stops Tomcat as its own launcher does on SIGTERM. */
  private static void stop(Tomcat tomcat) {
    try {
      tomcat.stop();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds a default servlet, because filters run only in front of a servlet. */
  private static void defaultServlet(StandardContext webapp) {
    Tomcat.addServlet(webapp, "default", DefaultServlet.class.getName());
    webapp.addServletMappingDecoded("/", "default");
  }

  private static void say(String text) {
    System.out.println("> " + text);
    System.out.flush();
  }

  /** Returns what is left for longer than the last threads need to end. */
  private static Set<String> leftForLong() throws JMException, InterruptedException {
    Set<String> left = left();
    for (int i = 0; i < MOST_LOOKS && !left.isEmpty(); i++) {
      Thread.sleep(LOOK_MILLIS);
      left = left();
    }
    return left;
  }

  /** Returns the threads and MBeans that the warm-up has left. */
  private static Set<String> left() throws JMException {
    Set<String> left = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("dyno-warmup")) {
        left.add("thread " + thread.getName());
      }
    }
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    for (ObjectName name : server.queryNames(null, null)) {
      if (name.toString().contains("dynowarmup") && !name.toString().contains("it.webapp")) {
        left.add("MBean " + name);
      }
    }
    return left;
  }
}
