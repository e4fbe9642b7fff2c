// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists which packages each package may use. A new arrow is a decision that is made here. */
final class Arrows {
  static final String ROOT = "io.dynowarmup";

  /** Each package of ours with all that it may use. */
  static final Map<String, List<String>> ALL = new LinkedHashMap<>();

  private static final String LOG = "org.slf4j";

  static {
    arrows("", "");
    arrows("unit", "");
    arrows("api.report", "");
    arrows("api", "api.report");
    arrows("time", "");
    arrows("log", "", LOG);
    arrows("text", "api api.report");
    arrows("file", "api time");
    arrows("chunk.store", "api time");
    arrows("chunk.store.directory", "api time file chunk.store", LOG);
    arrows(
        "config",
        "api dynomite topology topology.ring",
        "com.netflix.archaius.api..",
        "org.quartz");
    arrows("redis.info", "api time", LOG);
    arrows("redis.stream", "api");
    arrows("redis", "api time redis.info redis.stream", "javax.net.ssl", LOG);
    arrows(
        "redis.jedis",
        "api time redis redis.info redis.stream",
        "redis.clients.jedis..",
        "javax.net.ssl",
        LOG);
    arrows("redis.relay", "api time redis.stream", LOG);
    arrows("topology.hash", "");
    arrows("topology.ring", "api topology.hash");
    arrows("chunk.format", "api topology.hash");
    arrows("topology.yml", "api file topology.hash topology.ring", "org.yaml.snakeyaml..", LOG);
    arrows("topology", "api file dynomite topology.ring topology.yml", LOG);
    arrows("dynomite", "api time topology.ring", "com.google.gson..", LOG);
    arrows("dynomite.traffic", "api log time redis redis.info dynomite", LOG);
    arrows("dynomite.marker", "api time redis redis.info dynomite dynomite.traffic", LOG);
    arrows("fitness", "api redis redis.info");
    arrows(
        "source.probe",
        "api log time redis redis.info dynomite topology topology.ring fitness",
        LOG);
    arrows("source.rule", "api text redis redis.info topology.ring fitness source.probe");
    arrows("source", "api text redis redis.info fitness source.probe source.rule");
    arrows("journal", "api time redis redis.info redis.stream", LOG);
    arrows("sync.digest", "api time redis redis.info");
    arrows("sync", "api time redis redis.info sync.digest");
    arrows("sync.pass", "redis sync.digest sync");
    arrows("sync.verify", "api api.report time redis redis.info sync.digest sync sync.pass");
    arrows("sync.proof", "api api.report time redis redis.info sync.digest sync");
    arrows("chunk.load", "api time redis redis.info sync.digest chunk.store chunk.format", LOG);
    arrows(
        "chunk.dump",
        "api file time redis redis.info sync.digest sync chunk.store chunk.format chunk.load",
        LOG);
    arrows(
        "chunk.populate",
        "api time redis redis.info dynomite chunk.store chunk.format chunk.load",
        LOG);
    arrows("chunk.keep", "api time chunk.store chunk.format chunk.load");
    arrows(
        "spi",
        "api api.report time config redis redis.info redis.relay journal dynomite dynomite.traffic "
            + "dynomite.marker chunk.load");
    arrows(
        "strategy..",
        "api api.report time config redis redis.info redis.stream redis.relay journal sync.digest "
            + "sync sync.pass dynomite dynomite.traffic dynomite.marker fitness spi chunk.store "
            + "chunk.format chunk.load",
        LOG);
    arrows(
        "state",
        "file api api.report time config redis redis.info topology topology.ring "
            + "topology.yml spi",
        LOG);
    arrows("node.dynomite", "api time redis redis.info dynomite dynomite.traffic topology", LOG);
    arrows(
        "node",
        "api api.report log time config redis redis.info dynomite dynomite.traffic "
            + "topology topology.ring topology.yml source source.probe source.rule fitness spi "
            + "state node.dynomite",
        LOG);
    arrows(
        "engine.shares",
        "api api.report config redis.info dynomite dynomite.traffic topology topology.ring source "
            + "source.probe spi node",
        LOG);
    arrows(
        "engine.decision",
        "api api.report time config redis redis.info sync.digest sync.proof dynomite "
            + "dynomite.traffic topology topology.ring topology.yml source source.probe "
            + "source.rule fitness spi state node node.dynomite engine.shares",
        LOG);
    arrows(
        "engine.start",
        "api api.report time config redis redis.info dynomite topology node node.dynomite state "
            + "engine.decision");
    arrows(
        "engine.resume",
        "api time config redis redis.info redis.relay redis.stream journal dynomite "
            + "dynomite.traffic topology spi state node "
            + "node.dynomite",
        LOG);
    arrows("engine.status", "api api.report time text state engine.decision", LOG);
    arrows(
        "engine.context",
        "api api.report time config redis redis.info redis.relay sync.digest dynomite "
            + "dynomite.traffic topology topology.ring topology.yml source source.probe "
            + "source.rule fitness sync.proof spi state node node.dynomite engine.decision "
            + "engine.start engine.status engine.resume",
        LOG);
    arrows(
        "engine.run",
        "api api.report text time config redis redis.info redis.relay redis.stream journal "
            + "sync.digest dynomite "
            + "dynomite.traffic dynomite.marker topology topology.ring topology.yml source source.probe "
            + "source.rule fitness sync.proof spi state node node.dynomite engine.decision "
            + "engine.start engine.status engine.context engine.shares engine.chunk chunk.load "
            + "engine.resume log",
        LOG);
    arrows(
        "engine.phase",
        "api api.report time config redis redis.info redis.relay sync.digest dynomite "
            + "dynomite.traffic topology topology.ring topology.yml source source.probe "
            + "source.rule fitness sync.proof spi state node node.dynomite engine.decision "
            + "engine.start engine.status engine.context engine.run engine.shares engine.chunk "
            + "engine.resume "
            + "chunk.load chunk.format chunk.store",
        LOG);
    arrows(
        "engine",
        "api api.report log time config redis redis.info redis.relay sync.digest dynomite "
            + "dynomite.traffic topology topology.ring topology.yml source source.probe "
            + "source.rule fitness sync.verify sync.proof spi state node node.dynomite "
            + "engine.decision engine.start engine.status engine.context engine.run "
            + "engine.phase engine.shares engine.chunk engine.resume",
        LOG);
    arrows(
        "engine.chunk",
        "api api.report log time config redis redis.info sync.digest topology topology.ring "
            + "topology.yml topology.hash source.rule state node chunk.store chunk.format "
            + "chunk.dump chunk.load chunk.keep",
        LOG);
    arrows("supervisor.cron", "api time config node", LOG);
    arrows(
        "supervisor",
        "api api.report time config redis redis.info dynomite dynomite.traffic topology "
            + "topology.ring topology.yml spi state node node.dynomite engine.decision "
            + "engine.start engine supervisor.cron",
        LOG);
    arrows(
        "host",
        "api time config redis redis.jedis dynomite topology spi node engine supervisor "
            + "supervisor.cron",
        "com.google.inject..",
        "javax.inject",
        LOG);
    arrows(
        "host.standalone",
        "host api time file config redis dynomite topology topology.yml state node engine "
            + "supervisor supervisor.cron",
        "com.google.inject..",
        "javax.inject",
        "org.quartz..",
        "com.netflix.archaius..",
        "org.apache.commons.configuration..",
        LOG);
    arrows(
        "host.manager.process",
        "api time redis dynomite node",
        "com.netflix.dynomitemanager..",
        "com.netflix.nfsidecar..",
        "com.google.inject..",
        "javax.inject",
        "javax.management",
        "org.joda.time..",
        LOG);
    arrows(
        "host.manager.node",
        "host api time config dynomite topology topology.ring topology.yml node "
            + "host.manager.process",
        "com.netflix.dynomitemanager..",
        "com.netflix.nfsidecar..",
        "com.netflix.archaius..",
        "javax.inject",
        LOG);
    arrows(
        "host.manager.task",
        "host api api.report time dynomite node node.dynomite engine supervisor "
            + "supervisor.cron host.manager.process host.manager.node",
        "com.netflix.dynomitemanager..",
        "com.netflix.nfsidecar..",
        "com.netflix.governator..",
        "com.netflix.runtime.health.api",
        "com.google.inject..",
        "javax.inject",
        "javax.management",
        LOG);
    arrows(
        "host.manager",
        "host.manager.node host.manager.task",
        "com.netflix.dynomitemanager..",
        "com.netflix.florida..",
        "com.netflix.governator..",
        "com.google.inject..",
        "javax.servlet..",
        LOG);
  }

  private Arrows() {}

  /**
   * Adds what a package may use, besides itself, {@code unit}, which formats numbers, and Java.
   *
   * @param from the package, without the root
   * @param ours packages of ours, separated by spaces, without the root
   * @param others other packages
   */
  private static void arrows(String from, String ours, String... others) {
    List<String> all = new ArrayList<>(Arrays.asList(others));
    all.add(inRoot(from));
    for (String name : ("unit " + ours).split(" ")) {
      all.add(inRoot(name));
    }
    all.add("java..");
    all.add("org.immutables.value");
    ALL.put(inRoot(from), Collections.unmodifiableList(all));
  }

  private static String inRoot(String name) {
    return name.isEmpty() ? ROOT : ROOT + "." + name;
  }
}
