// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.cluster.ClusterMember;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.jmx.remote.RemoteClient;

/** A node whose daemon is reached over JMX. A lost connection is opened again at the next call. */
public final class RemoteSiteNode implements SiteNode {
  private final ClusterMember member;
  private final RemoteClient client;
  private final long limitMillis;
  private RemoteBean bean;

  /**
   * @param limitMillis time limit for the connection and for each answer, in milliseconds
   */
  public RemoteSiteNode(ClusterMember member, RemoteClient client, long limitMillis) {
    this.member = member;
    this.client = client;
    this.limitMillis = limitMillis;
  }

  @Override
  public Peer peer() {
    return member.peer();
  }

  @Override
  public BeanSnapshot read() throws InterruptedException {
    try {
      BeanSnapshot now = bean().read();
      if (member.isAnother(now)) {
        throw new WarmupException(
            Reason.BAD_ARGUMENT,
            member.jmx().get() + " is the daemon of another node: " + now.text("Node"));
      }
      return now;
    } catch (WarmupException e) {
      close();
      throw e;
    }
  }

  @Override
  public String invoke(String operation, String... arguments) throws InterruptedException {
    return bean().invoke(operation, arguments);
  }

  private RemoteBean bean() throws InterruptedException {
    if (bean == null) {
      bean =
          RemoteBean.connect(
              member
                  .jmx()
                  .orElseThrow(
                      () ->
                          new WarmupException(
                              Reason.BAD_ARGUMENT,
                              "several nodes would have the same JMX address: name the address of"
                                  + " each with --jmx-at")),
              client,
              limitMillis);
    }
    return bean;
  }

  @Override
  public void close() {
    if (bean != null) {
      bean.close();
      bean = null;
    }
  }
}
