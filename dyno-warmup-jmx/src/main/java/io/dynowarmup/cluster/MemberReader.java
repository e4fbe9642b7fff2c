// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cluster;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.cluster.NodeReading.Origin;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.jmx.remote.RemoteClient;
import io.dynowarmup.time.Ticker;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.management.remote.JMXServiceURL;

/**
 * Reads one node: its MBean if that answers, else its Redis and Dynomite. Keeps the connection to
 * the MBean for the next reading. Used by one thread at a time.
 */
final class MemberReader implements AutoCloseable {
  /** An address that swallows connections is not tried again before. */
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final WarmupException AMBIGUOUS =
      new WarmupException(
          Reason.BAD_ARGUMENT,
          "several nodes would have the same JMX address: name that of each with --jmx-at");

  private final ClusterMember member;
  private final RemoteClient client;
  private final DirectProbe direct;
  private final Ticker ticker;
  private final long jmxMillis;
  private RemoteBean bean;
  private String silent = "";
  private long silentUntil;

  /**
   * Creates a reader.
   *
   * @param jmxMillis time limit for the connection to the MBean and for each of its answers
   */
  MemberReader(
      ClusterMember member,
      RemoteClient client,
      DirectProbe direct,
      Ticker ticker,
      long jmxMillis) {
    this.member = member;
    this.client = client;
    this.direct = direct;
    this.ticker = ticker;
    this.jmxMillis = jmxMillis;
  }

  /** Reads the node; whatever fails is part of the reading. */
  NodeReading read() throws InterruptedException {
    WarmupException problem = AMBIGUOUS;
    if (member.jmx().isPresent()) {
      try {
        return reading(Origin.DAEMON, withKeys(own(bean(member.jmx().get()).read())), null);
      } catch (WarmupException e) {
        problem = e;
        remember(e);
        close();
      }
    }
    return reading(Origin.DIRECT, BeanSnapshot.of(direct.values(member)), problem);
  }

  /**
   * Returns the values unless they are those of another node.
   *
   * @throws WarmupException BAD_ARGUMENT if they are
   */
  private BeanSnapshot own(BeanSnapshot now) {
    if (member.isAnother(now)) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT,
          member.jmx().get()
              + " is the daemon of another node: "
              + now.text("Node")
              + " (rack "
              + now.text("NodeRack")
              + ", "
              + now.text("NodeDatacenter")
              + "), token "
              + now.text("NodeTokens")
              + "; check --jmx-at and --jmx-port");
    }
    return now;
  }

  private RemoteBean bean(JMXServiceURL url) throws InterruptedException {
    if (!silent.isEmpty() && ticker.nanos() - silentUntil < 0) {
      throw new WarmupException(Reason.UNREACHABLE, silent);
    }
    if (bean == null) {
      bean = RemoteBean.connect(url, client, jmxMillis);
    }
    return bean;
  }

  private void remember(WarmupException e) {
    if (e.reason() == Reason.TIME_OUT) {
      silent = e.getMessage();
      silentUntil = ticker.nanos() + SILENT_NANOS;
    }
  }

  /** Adds the keys, which a run counts only at its end and an older daemon does not report. */
  private BeanSnapshot withKeys(BeanSnapshot now) {
    if (now.number("Keys") >= 0) {
      return now;
    }
    Map<String, Object> values = new LinkedHashMap<>(now.values());
    direct.keys(member).ifPresent(keys -> values.put("Keys", keys));
    return BeanSnapshot.of(values);
  }

  private NodeReading reading(Origin origin, BeanSnapshot values, WarmupException problem) {
    return new NodeReading(
        member, origin, values, Optional.ofNullable(problem), ticker.epochMillis());
  }

  @Override
  public void close() {
    if (bean != null) {
      bean.close();
      bean = null;
    }
  }
}
