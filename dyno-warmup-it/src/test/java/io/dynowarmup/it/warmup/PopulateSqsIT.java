// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.JavaCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.AfterClass;
import org.junit.BeforeClass;

/** The same with a queue of SQS: ElasticMQ, a real server of its protocol. */
public class PopulateSqsIT extends PopulateIT {
  private static SQSRestServer server;
  private static int port;

  private final String name = "q-" + UUID.randomUUID();

  @BeforeClass
  public static void startServer() {
    System.setProperty("aws.accessKeyId", "test-key");
    System.setProperty("aws.secretAccessKey", "test-secret");
    server = SQSRestServerBuilder.withDynamicPort().withInterface("127.0.0.1").start();
    port = server.waitUntilStarted().localAddress().getPort();
  }

  @AfterClass
  public static void stopServer() {
    server.stopAndWait();
  }

  @Override
  String queueUri() {
    return "sqs://" + name + "?endpoint=http://127.0.0.1:" + port;
  }

  /** The executable jar finds the optional jar only in its own directory. */
  @Override
  List<String> command(List<String> arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "-Daws.accessKeyId=test-key",
                "-Daws.secretAccessKey=test-secret",
                "-classpath",
                System.getProperty("standalone.jar") + ":" + System.getProperty("aws.jar"),
                "io.dynowarmup.cli.Main"));
    all.addAll(arguments);
    return JavaCommand.of(all.toArray(String[]::new));
  }
}
