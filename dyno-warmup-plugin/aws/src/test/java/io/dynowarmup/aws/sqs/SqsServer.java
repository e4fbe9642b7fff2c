// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.sqs;

import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.rules.ExternalResource;

/** ElasticMQ, a real server of SQS's protocol, with messages in memory. */
public final class SqsServer extends ExternalResource {
  private SQSRestServer server;
  private int port;

  @Override
  protected void before() {
    System.setProperty("aws.accessKeyId", "test-key");
    System.setProperty("aws.secretAccessKey", "test-secret");
    server = SQSRestServerBuilder.withDynamicPort().withInterface("127.0.0.1").start();
    port = server.waitUntilStarted().localAddress().getPort();
  }

  @Override
  protected void after() {
    server.stopAndWait();
  }

  /** Returns the URI of a queue, which need not exist. */
  String queue(String name) {
    return "sqs://" + name + "?endpoint=http://127.0.0.1:" + port;
  }
}
