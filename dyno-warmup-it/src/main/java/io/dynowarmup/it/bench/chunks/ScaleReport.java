// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench.chunks;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.populate.PopulateMessage;
import java.util.List;
import java.util.Locale;

/**
 * Prints the simulation of the largest warm-up that was published for a cache warmer: 380 nodes and
 * 700 TB. Settings: {@code -Dscale.nodes=380}, {@code -Dscale.tb=700}, {@code -Dscale.dump.mb=21},
 * {@code -Dscale.load.mb=14}, {@code -Dscale.send.msec=10}.
 */
public final class ScaleReport {
  private static final double MB = 1e6;
  private static final double TB = 1e12;
  private static final double CHUNK = 32 * 1024 * 1024;
  private static final double HOUR = 3_600;
  private static final double PUT_LIMIT = 3_500;

  /** USD in us-east-1: a PUT, a GET, a request to SQS, a byte and second of storage. */
  private static final double PUT_COST = 0.005 / 1_000;

  private static final double GET_COST = 0.0004 / 1_000;
  private static final double SQS_COST = 0.40 / 1e6;
  private static final double STORAGE_COST = 0.023 / 1e9 / (30 * 24 * HOUR);

  /** Send, receive, delete; an extension each 10 s comes in addition. */
  private static final int SQS_REQUESTS = 3;

  private final int nodes = Integer.getInteger("scale.nodes", 380);
  private final double bytes = number("scale.tb", 700) * TB;
  private final double dump = number("scale.dump.mb", 21) * MB;
  private final double load = number("scale.load.mb", 14) * MB;
  private final double send = number("scale.send.msec", 10) / 1e3;

  private ScaleReport() {}

  private static double number(String name, double usual) {
    return Double.parseDouble(System.getProperty(name, Double.toString(usual)));
  }

  /** Runs all scenarios. */
  public static void run() {
    ScaleReport report = new ScaleReport();
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "%d nodes with %.0f TB of chunks of 32 MiB; a node dumps %.0f MB/s, a populator loads %.0f"
            + " MB/s,%na message takes %.0f ms to send; S3 allows 3500 PUT/s for a prefix. dump,"
            + " send, load: hours;%nwaiting, PUT/s, GET/s: the most; ended: dumps; deaths:"
            + " populators; dead: letters; USD.%n%n",
        report.nodes,
        report.bytes / TB,
        report.dump / MB,
        report.load / MB,
        report.send * 1e3);
    System.out.printf(
        "%-31s %5s %5s %5s %11s %6s %6s %11s %6s %7s %4s %5s %5s%n",
        "", "dump", "send", "load", "waiting", "PUT/s", "GET/s", "PUT 503", "ended", "deaths",
        "dead", "req.", "stor.");
    report.scenarios().forEach(ScaleReport::line);
    report.memory();
  }

  private List<Scale> scenarios() {
    double never = Double.POSITIVE_INFINITY;
    return List.of(
        scale("1 controller, 570 populators", nodes, 570, 1, never),
        scale("20 controllers, 570 populators", nodes, 570, 20, never),
        scale("20 controllers, 1140 populators", nodes, 1_140, 20, never),
        scale("each of them dies once an hour", nodes, 1_140, 20, 1),
        scale("each of them dies once a minute", nodes, 1_140, 20, 1 / 60.0),
        scale("20 times the nodes, one prefix", 20 * nodes, 570, 20, never),
        small("5,000 nodes of 1 GB, one prefix"));
  }

  private Scale scale(String name, int count, int populators, int controllers, double deaths) {
    return new Scale(
        name,
        count,
        bytes / nodes / (count / nodes),
        CHUNK,
        dump,
        load,
        populators,
        controllers,
        send,
        deaths,
        PUT_LIMIT);
  }

  private Scale small(String name) {
    return new Scale(
        name, 5_000, 1e9, CHUNK, dump, load, 570, 20, send, Double.POSITIVE_INFINITY, PUT_LIMIT);
  }

  private static void line(Scale scale) {
    ScaleSimulation.Result r = new ScaleSimulation(scale).run();
    double receives = scale.chunks() + r.deaths();
    double requests =
        (scale.chunks() + r.refusedPuts()) * PUT_COST
            + receives * GET_COST
            + receives * SQS_REQUESTS * SQS_COST;
    double hours = (r.dumped() + r.loaded()) / HOUR;
    System.out.printf(
        Locale.ROOT,
        "%-31s %5.1f %5.1f %5.1f %,11d %6d %6d %,11d %6d %7d %4d %5.0f %5.0f%n",
        scale.name(),
        r.dumped() / HOUR,
        r.sent() / HOUR,
        r.loaded() / HOUR,
        r.mostWaiting(),
        r.mostPuts(),
        r.mostGets(),
        r.refusedPuts(),
        r.endedDumps(),
        r.deaths(),
        r.deadLetters(),
        requests,
        scale.nodes() * scale.bytesOfNode() * hours * HOUR * STORAGE_COST);
  }

  private void memory() {
    Scale all = scale("", nodes, 1, 1, 1);
    int message = message().text().length();
    System.out.printf(
        Locale.ROOT,
        "%nA message has %d bytes. A controller holds all of its messages: %,d take %.1f GB, a 20th"
            + " %.2f GB.%n",
        message,
        all.chunks(),
        all.chunks() * (double) message / 1e9,
        all.chunks() * (double) message / 20 / 1e9);
  }

  private static PopulateMessage message() {
    return new PopulateMessage.Builder()
        .warmUp("w1700000000000")
        .store("s3://bucket/chunks?region=us-east-1")
        .manifest("manifests/20261129T064500Z-cluster-dc1-rack1-1383429731.manifest")
        .chunk("chunks/20261129T064500Z-cluster-dc1-rack1-1383429731/0255/00213-" + "0".repeat(64))
        .redis(new Endpoint("10.100.100.100", 22122))
        .admin("http://10.100.100.100:22222")
        .ranges(HashRanges.parse("1000000000-1383429731"))
        .build();
  }
}
