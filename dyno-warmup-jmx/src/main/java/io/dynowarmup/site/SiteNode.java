// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import io.dynowarmup.api.Peer;
import io.dynowarmup.jmx.remote.BeanSnapshot;

/** One node of the site, reached over its MBean. Used by one thread at a time. */
public interface SiteNode extends AutoCloseable {
  /** Returns place, tokens and addresses. */
  Peer peer();

  /**
   * Reads the attributes of the MBean.
   *
   * @throws io.dynowarmup.api.WarmupException if the MBean does not answer
   */
  BeanSnapshot read() throws InterruptedException;

  /**
   * Calls an operation.
   *
   * @throws io.dynowarmup.api.WarmupException with the message of the bean if it refuses, or if it
   *     does not answer
   */
  String invoke(String operation, String... arguments) throws InterruptedException;

  /** Returns the node for a sentence: address and rack. */
  default String name() {
    return peer().dynomite().host() + " (" + peer().rack() + ", token " + tokens() + ")";
  }

  /** Returns the tokens, separated by commas. */
  default String tokens() {
    String text = peer().tokens().toString();
    return text.substring(1, text.length() - 1);
  }

  @Override
  void close();
}
