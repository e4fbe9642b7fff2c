// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.jmx.WarmupMXBean;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Accesses the warm-up bean of another process. No call waits longer than the limit. */
public final class RemoteBean implements AutoCloseable {
  // Strong references; otherwise the loggers and their levels can be garbage collected. The level
  // of
  // a common parent is not enough: a logger between them and it makes them forget it.
  private static final List<Logger> LIBRARY =
      Arrays.asList(
          Logger.getLogger("javax.management.remote.misc"),
          Logger.getLogger("javax.management.remote.generic"));

  private final JMXServiceURL url;
  private final long limitMillis;
  // A JMX call without an answer can be abandoned, but not ended.
  private final ExecutorService caller =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "dyno-warmup-jmx-client");
            thread.setDaemon(true);
            return thread;
          });
  private JMXConnector connector;
  private ObjectName name;
  private String[] attributes;

  private RemoteBean(JMXServiceURL url, long limitMillis) {
    this.url = url;
    this.limitMillis = limitMillis;
  }

  /**
   * Connects to a bean.
   *
   * @param limitMillis time limit for the connection and for each answer, in milliseconds
   * @throws WarmupException REFUSED, TIME_OUT or UNREACHABLE if no process or no warm-up answers;
   *     NOAUTH if the login is refused; BAD_ARGUMENT if the protocol is unknown
   */
  public static RemoteBean connect(JMXServiceURL url, RemoteClient client, long limitMillis)
      throws InterruptedException {
    Map<String, Object> environment = client.environment(url);
    RemoteBean bean = new RemoteBean(url, limitMillis);
    try {
      bean.within(() -> bean.open(environment));
      return bean;
    } catch (WarmupException | InterruptedException e) {
      bean.close();
      throw e;
    }
  }

  /**
   * Silences the library in a process that is only a client. The exceptions say the same as its
   * messages on stderr about a lost connection, and the messages would corrupt a screen.
   */
  public static void silenceLibrary() {
    LIBRARY.forEach(logger -> logger.setLevel(Level.OFF));
  }

  private Void open(Map<String, Object> environment) throws Exception {
    connector = JMXConnectorFactory.connect(url, environment);
    name = new ObjectName(WarmupMXBean.OBJECT_NAME);
    attributes =
        Arrays.stream(connection().getMBeanInfo(name).getAttributes())
            .map(MBeanAttributeInfo::getName)
            .toArray(String[]::new);
    return null;
  }

  private MBeanServerConnection connection() throws IOException {
    return connector.getMBeanServerConnection();
  }

  public JMXServiceURL url() {
    return url;
  }

  /** Reads all attributes. */
  public BeanSnapshot readAll() throws InterruptedException {
    return read(attributes);
  }

  /**
   * Reads all attributes except the settings, which are more than half of the data and rarely
   * change.
   */
  public BeanSnapshot read() throws InterruptedException {
    return read(
        Arrays.stream(attributes).filter(a -> !a.equals("Settings")).toArray(String[]::new));
  }

  private BeanSnapshot read(String[] wanted) throws InterruptedException {
    return within(
        () -> {
          Map<String, Object> values = new LinkedHashMap<>();
          for (Attribute a : connection().getAttributes(name, wanted).asList()) {
            values.put(a.getName(), a.getValue());
          }
          return BeanSnapshot.of(values);
        });
  }

  /**
   * Calls an operation.
   *
   * @return the result of the operation
   * @throws WarmupException BAD_ARGUMENT or NOT_RUNNING with the bean's message; the operation had
   *     no effect
   */
  public String invoke(String operation, String... arguments) throws InterruptedException {
    String[] signature = new String[arguments.length];
    Arrays.fill(signature, String.class.getName());
    return within(() -> String.valueOf(connection().invoke(name, operation, arguments, signature)));
  }

  /**
   * Calls an operation that takes long.
   *
   * @param millis time limit for the answer, in milliseconds
   * @throws WarmupException as {@link #invoke}
   */
  public String invokeLong(String operation, long millis) throws InterruptedException {
    return within(
        () -> String.valueOf(connection().invoke(name, operation, new Object[0], new String[0])),
        millis);
  }

  private <T> T within(Callable<T> call) throws InterruptedException {
    return within(call, limitMillis);
  }

  private <T> T within(Callable<T> call, long millis) throws InterruptedException {
    Future<T> answer = caller.submit(call);
    try {
      return answer.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new WarmupException(
          Reason.TIME_OUT,
          url
              + " did not answer within "
              + (millis < 1_000 ? millis + " ms" : millis / 1_000 + " s")
              + ": the process there hangs, or it is another program",
          e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof InstanceNotFoundException
          ? new WarmupException(
              Reason.UNREACHABLE,
              url
                  + " answers, but has no "
                  + WarmupMXBean.OBJECT_NAME
                  + ": dyno-warmup is not part of that process, or not up yet",
              e)
          : RemoteFault.of(url, e.getCause());
    }
  }

  /**
   * Returns whether the process at the other side refused or failed to do what it was asked for;
   * otherwise the connection failed.
   */
  public static boolean isRefusal(WarmupException e) {
    return RemoteFault.isOfBean(e);
  }

  /** Closes the connection without waiting for the other side. May be called more than once. */
  @Override
  public synchronized void close() {
    if (!caller.isShutdown()) {
      // Runs after any call that has not been answered.
      caller.execute(this::closeQuietly);
      caller.shutdown();
    }
  }

  private void closeQuietly() {
    try {
      if (connector != null) {
        connector.close();
      }
    } catch (IOException e) {
      // The other side is already gone.
    }
  }
}
