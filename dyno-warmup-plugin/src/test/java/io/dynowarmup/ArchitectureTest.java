// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.Assert.assertEquals;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;

/** Who may know whom. A new arrow is a decision: it is made here. */
public class ArchitectureTest {
  private static final String ROOT = "io.dynowarmup";
  private static final String LOG = "org.slf4j";

  /** Every package may format a number. */
  private static final String UNIT = ROOT + ".unit";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** Each package of ours with all that it may know, beside itself and Java. */
  private static final Map<String, List<String>> ARROWS = new LinkedHashMap<>();

  static {
    arrows(ROOT);
    arrows(UNIT);
    arrows(ROOT + ".api.report");
    arrows(ROOT + ".api", ROOT + ".api.report");
    arrows(ROOT + ".time");
    arrows(ROOT + ".log", LOG);
    arrows(ROOT + ".text", ROOT + ".api", ROOT + ".api.report");
    arrows(ROOT + ".file", ROOT + ".api", ROOT + ".time");
    arrows(
        ROOT + ".config",
        ROOT + ".api",
        ROOT + ".dynomite",
        ROOT + ".topology",
        ROOT + ".topology.ring",
        "com.netflix.archaius.api..",
        "org.quartz");
    arrows(ROOT + ".redis.info", ROOT + ".api", ROOT + ".time", LOG);
    arrows(
        ROOT + ".redis", ROOT + ".api", ROOT + ".time", ROOT + ".redis.info", "javax.net.ssl", LOG);
    arrows(
        ROOT + ".redis.jedis",
        ROOT + ".api",
        ROOT + ".time",
        ROOT + ".redis",
        ROOT + ".redis.info",
        "redis.clients.jedis..",
        "javax.net.ssl",
        LOG);
    arrows(ROOT + ".topology.hash");
    arrows(ROOT + ".topology.ring", ROOT + ".api", ROOT + ".topology.hash");
    arrows(
        ROOT + ".topology.yml",
        ROOT + ".api",
        ROOT + ".file",
        ROOT + ".topology.hash",
        ROOT + ".topology.ring",
        "org.yaml.snakeyaml..",
        LOG);
    arrows(
        ROOT + ".topology",
        ROOT + ".api",
        ROOT + ".file",
        ROOT + ".dynomite",
        ROOT + ".topology.ring",
        ROOT + ".topology.yml",
        LOG);
    arrows(
        ROOT + ".dynomite",
        ROOT + ".api",
        ROOT + ".time",
        ROOT + ".topology.ring",
        "com.google.gson..",
        LOG);
    arrows(
        ROOT + ".dynomite.traffic",
        ROOT + ".api",
        ROOT + ".log",
        ROOT + ".time",
        ROOT + ".redis",
        ROOT + ".redis.info",
        ROOT + ".dynomite",
        LOG);
    arrows(ROOT + ".fitness", ROOT + ".api", ROOT + ".redis", ROOT + ".redis.info");
    arrows(
        ROOT + ".source.probe",
        ROOT + ".api",
        ROOT + ".log",
        ROOT + ".time",
        ROOT + ".redis",
        ROOT + ".redis.info",
        ROOT + ".topology",
        ROOT + ".topology.ring",
        ROOT + ".fitness",
        LOG);
    arrows(
        ROOT + ".source.rule",
        ROOT + ".api",
        ROOT + ".text",
        ROOT + ".redis",
        ROOT + ".redis.info",
        ROOT + ".topology.ring",
        ROOT + ".fitness",
        ROOT + ".source.probe");
    arrows(
        ROOT + ".source",
        ROOT + ".api",
        ROOT + ".text",
        ROOT + ".redis",
        ROOT + ".redis.info",
        ROOT + ".fitness",
        ROOT + ".source.probe",
        ROOT + ".source.rule");
    arrows(
        ROOT + ".sync.digest",
        ROOT + ".api",
        ROOT + ".time",
        ROOT + ".redis",
        ROOT + ".redis.info");
    arrows(
        ROOT + ".sync",
        ROOT + ".api",
        ROOT + ".time",
        ROOT + ".redis",
        ROOT + ".redis.info",
        ROOT + ".sync.digest");
    arrows(
        ROOT + ".sync.verify",
        ROOT + ".api",
        ROOT + ".api.report",
        ROOT + ".time",
        ROOT + ".redis",
        ROOT + ".redis.info",
        ROOT + ".sync.digest",
        ROOT + ".sync");
    arrows(
        ROOT + ".sync.proof",
        ROOT + ".api",
        ROOT + ".api.report",
        ROOT + ".time",
        ROOT + ".redis",
        ROOT + ".redis.info",
        ROOT + ".sync.digest",
        ROOT + ".sync");
    arrows(
        ROOT + ".spi",
        ROOT + ".api",
        ROOT + ".api.report",
        ROOT + ".time",
        ROOT + ".config",
        ROOT + ".redis",
        ROOT + ".redis.info",
        ROOT + ".dynomite",
        ROOT + ".dynomite.traffic");
    arrows(
        ROOT + ".strategy..",
        ROOT + ".api",
        ROOT + ".api.report",
        ROOT + ".time",
        ROOT + ".config",
        ROOT + ".redis",
        ROOT + ".redis.info",
        ROOT + ".sync.digest",
        ROOT + ".sync",
        ROOT + ".dynomite",
        ROOT + ".dynomite.traffic",
        ROOT + ".fitness",
        ROOT + ".spi",
        LOG);
    arrows(
        ROOT + ".state",
        ROOT + ".file",
        ROOT + ".api",
        ROOT + ".api.report",
        ROOT + ".time",
        ROOT + ".config",
        ROOT + ".redis",
        ROOT + ".redis.info",
        ROOT + ".topology",
        ROOT + ".topology.ring",
        ROOT + ".topology.yml",
        ROOT + ".spi",
        LOG);
    arrows(
        ROOT + ".node.dynomite",
        ROOT + ".api",
        ROOT + ".time",
        ROOT + ".redis",
        ROOT + ".redis.info",
        ROOT + ".dynomite",
        ROOT + ".dynomite.traffic",
        ROOT + ".topology",
        LOG);
    arrows(
        ROOT + ".node",
        ROOT + ".api",
        ROOT + ".api.report",
        ROOT + ".log",
        ROOT + ".time",
        ROOT + ".config",
        ROOT + ".redis",
        ROOT + ".redis.info",
        ROOT + ".dynomite",
        ROOT + ".dynomite.traffic",
        ROOT + ".topology",
        ROOT + ".topology.ring",
        ROOT + ".topology.yml",
        ROOT + ".source",
        ROOT + ".source.probe",
        ROOT + ".source.rule",
        ROOT + ".fitness",
        ROOT + ".spi",
        ROOT + ".state",
        ROOT + ".node.dynomite",
        LOG);
    arrows(
        ROOT + ".engine.shares",
        ROOT + ".api",
        ROOT + ".config",
        ROOT + ".redis.info",
        ROOT + ".dynomite",
        ROOT + ".dynomite.traffic",
        ROOT + ".topology",
        ROOT + ".topology.ring",
        ROOT + ".source",
        ROOT + ".source.probe",
        ROOT + ".spi",
        ROOT + ".node",
        LOG);
    arrows(
        ROOT + ".engine.decision",
        ROOT + ".api",
        ROOT + ".api.report",
        ROOT + ".time",
        ROOT + ".config",
        ROOT + ".redis",
        ROOT + ".redis.info",
        ROOT + ".sync.digest",
        ROOT + ".sync.proof",
        ROOT + ".dynomite",
        ROOT + ".dynomite.traffic",
        ROOT + ".topology",
        ROOT + ".topology.ring",
        ROOT + ".topology.yml",
        ROOT + ".source",
        ROOT + ".source.probe",
        ROOT + ".source.rule",
        ROOT + ".fitness",
        ROOT + ".spi",
        ROOT + ".state",
        ROOT + ".node",
        ROOT + ".node.dynomite",
        ROOT + ".engine.shares",
        LOG);
    arrows(
        ROOT + ".engine.status",
        ROOT + ".api",
        ROOT + ".api.report",
        ROOT + ".time",
        ROOT + ".text",
        ROOT + ".state",
        ROOT + ".engine.decision",
        LOG);
    arrows(
        ROOT + ".engine.context",
        ROOT + ".api",
        ROOT + ".api.report",
        ROOT + ".time",
        ROOT + ".config",
        ROOT + ".redis",
        ROOT + ".redis.info",
        ROOT + ".sync.digest",
        ROOT + ".dynomite",
        ROOT + ".dynomite.traffic",
        ROOT + ".topology",
        ROOT + ".topology.ring",
        ROOT + ".topology.yml",
        ROOT + ".source",
        ROOT + ".source.probe",
        ROOT + ".source.rule",
        ROOT + ".fitness",
        ROOT + ".sync.proof",
        ROOT + ".spi",
        ROOT + ".state",
        ROOT + ".node",
        ROOT + ".node.dynomite",
        ROOT + ".engine.decision",
        ROOT + ".engine.status",
        LOG);
    arrows(
        ROOT + ".engine.run",
        ROOT + ".api",
        ROOT + ".api.report",
        ROOT + ".text",
        ROOT + ".time",
        ROOT + ".config",
        ROOT + ".redis",
        ROOT + ".redis.info",
        ROOT + ".sync.digest",
        ROOT + ".dynomite",
        ROOT + ".dynomite.traffic",
        ROOT + ".topology",
        ROOT + ".topology.ring",
        ROOT + ".topology.yml",
        ROOT + ".source",
        ROOT + ".source.probe",
        ROOT + ".source.rule",
        ROOT + ".fitness",
        ROOT + ".sync.proof",
        ROOT + ".spi",
        ROOT + ".state",
        ROOT + ".node",
        ROOT + ".node.dynomite",
        ROOT + ".engine.decision",
        ROOT + ".engine.status",
        ROOT + ".engine.context",
        ROOT + ".engine.shares",
        LOG);
    arrows(
        ROOT + ".engine.phase",
        ROOT + ".api",
        ROOT + ".api.report",
        ROOT + ".time",
        ROOT + ".config",
        ROOT + ".redis",
        ROOT + ".redis.info",
        ROOT + ".sync.digest",
        ROOT + ".dynomite",
        ROOT + ".dynomite.traffic",
        ROOT + ".topology",
        ROOT + ".topology.ring",
        ROOT + ".topology.yml",
        ROOT + ".source",
        ROOT + ".source.probe",
        ROOT + ".source.rule",
        ROOT + ".fitness",
        ROOT + ".sync.proof",
        ROOT + ".spi",
        ROOT + ".state",
        ROOT + ".node",
        ROOT + ".node.dynomite",
        ROOT + ".engine.decision",
        ROOT + ".engine.status",
        ROOT + ".engine.context",
        ROOT + ".engine.run",
        ROOT + ".engine.shares",
        LOG);
    arrows(
        ROOT + ".engine",
        ROOT + ".api",
        ROOT + ".api.report",
        ROOT + ".log",
        ROOT + ".time",
        ROOT + ".config",
        ROOT + ".redis",
        ROOT + ".redis.info",
        ROOT + ".sync.digest",
        ROOT + ".dynomite",
        ROOT + ".dynomite.traffic",
        ROOT + ".topology",
        ROOT + ".topology.ring",
        ROOT + ".topology.yml",
        ROOT + ".source",
        ROOT + ".source.probe",
        ROOT + ".source.rule",
        ROOT + ".fitness",
        ROOT + ".sync.verify",
        ROOT + ".sync.proof",
        ROOT + ".spi",
        ROOT + ".state",
        ROOT + ".node",
        ROOT + ".node.dynomite",
        ROOT + ".engine.decision",
        ROOT + ".engine.status",
        ROOT + ".engine.context",
        ROOT + ".engine.run",
        ROOT + ".engine.phase",
        ROOT + ".engine.shares",
        LOG);
    arrows(
        ROOT + ".supervisor",
        ROOT + ".api",
        ROOT + ".api.report",
        ROOT + ".time",
        ROOT + ".config",
        ROOT + ".redis",
        ROOT + ".redis.info",
        ROOT + ".dynomite",
        ROOT + ".dynomite.traffic",
        ROOT + ".topology",
        ROOT + ".topology.ring",
        ROOT + ".topology.yml",
        ROOT + ".spi",
        ROOT + ".state",
        ROOT + ".node",
        ROOT + ".node.dynomite",
        ROOT + ".engine.decision",
        ROOT + ".engine",
        LOG);
    arrows(
        ROOT + ".host",
        ROOT + ".api",
        ROOT + ".time",
        ROOT + ".config",
        ROOT + ".redis",
        ROOT + ".redis.jedis",
        ROOT + ".dynomite",
        ROOT + ".topology",
        ROOT + ".spi",
        ROOT + ".node",
        ROOT + ".engine",
        ROOT + ".supervisor",
        "com.google.inject..",
        "javax.inject",
        LOG);
    arrows(
        ROOT + ".host.standalone",
        ROOT + ".host",
        ROOT + ".api",
        ROOT + ".time",
        ROOT + ".file",
        ROOT + ".config",
        ROOT + ".redis",
        ROOT + ".dynomite",
        ROOT + ".topology",
        ROOT + ".topology.yml",
        ROOT + ".state",
        ROOT + ".node",
        ROOT + ".engine",
        ROOT + ".supervisor",
        "com.google.inject..",
        "javax.inject",
        "org.quartz..",
        "com.netflix.archaius..",
        "org.apache.commons.configuration..",
        LOG);
    arrows(
        ROOT + ".host.manager.process",
        ROOT + ".api",
        ROOT + ".time",
        ROOT + ".redis",
        ROOT + ".dynomite",
        ROOT + ".node",
        "com.netflix.dynomitemanager..",
        "com.netflix.nfsidecar..",
        "com.google.inject..",
        "javax.inject",
        "javax.management",
        "org.joda.time..",
        LOG);
    arrows(
        ROOT + ".host.manager.node",
        ROOT + ".host",
        ROOT + ".api",
        ROOT + ".time",
        ROOT + ".config",
        ROOT + ".dynomite",
        ROOT + ".topology",
        ROOT + ".topology.ring",
        ROOT + ".topology.yml",
        ROOT + ".node",
        ROOT + ".host.manager.process",
        "com.netflix.dynomitemanager..",
        "com.netflix.nfsidecar..",
        "com.netflix.archaius..",
        "javax.inject",
        LOG);
    arrows(
        ROOT + ".host.manager.task",
        ROOT + ".host",
        ROOT + ".api",
        ROOT + ".api.report",
        ROOT + ".time",
        ROOT + ".dynomite",
        ROOT + ".node",
        ROOT + ".node.dynomite",
        ROOT + ".engine",
        ROOT + ".supervisor",
        ROOT + ".host.manager.process",
        ROOT + ".host.manager.node",
        "com.netflix.dynomitemanager..",
        "com.netflix.nfsidecar..",
        "com.netflix.governator..",
        "com.netflix.runtime.health.api",
        "com.google.inject..",
        "javax.inject",
        "javax.management",
        LOG);
    arrows(
        ROOT + ".host.manager",
        ROOT + ".host.manager.node",
        ROOT + ".host.manager.task",
        "com.netflix.dynomitemanager..",
        "com.netflix.florida..",
        "com.netflix.governator..",
        "com.google.inject..",
        "javax.servlet..",
        LOG);
  }

  private static final Set<String> CLOCKS_AND_SLEEP =
      new HashSet<>(
          Arrays.asList(
              "java.lang.System.nanoTime",
              "java.lang.System.currentTimeMillis",
              "java.lang.Thread.sleep",
              "java.util.concurrent.TimeUnit.sleep",
              "java.util.concurrent.locks.LockSupport.parkNanos",
              "java.util.concurrent.locks.LockSupport.parkUntil",
              "java.util.Date.<init>",
              "java.time.Clock.systemUTC",
              "java.time.Clock.systemDefaultZone",
              "java.time.Instant.now",
              "java.time.LocalDateTime.now",
              "java.time.OffsetDateTime.now",
              "java.time.ZonedDateTime.now"));

  private static void arrows(String from, String... to) {
    List<String> all = new ArrayList<>(Arrays.asList(to));
    all.add(from);
    all.add(UNIT);
    all.add("java..");
    all.add("org.immutables.value");
    ARROWS.put(from, Collections.unmodifiableList(all));
  }

  @Test
  public void everyPackageKnowsOnlyWhatItsArrowsSay() {
    ARROWS.forEach(
        (from, to) ->
            classes()
                .that()
                .resideInAPackage(from)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(to.toArray(new String[0]))
                .because("that is all that " + from + " may know")
                .check(CLASSES));
  }

  @Test
  public void everyPackageHasItsArrows() {
    Set<String> without = new TreeSet<>();
    CLASSES.forEach(
        c -> {
          String name = c.getPackageName();
          boolean known = ARROWS.containsKey(name) || name.startsWith(ROOT + ".strategy.");
          if (!known) {
            without.add(name);
          }
        });
    assertEquals("packages that nothing is said about here", Collections.emptySet(), without);
  }

  @Test
  public void noPackageKnowsItselfOnADetour() {
    slices().matching("io.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /** One exception: a copy ends as a delta over the keys that changed meanwhile. */
  @Test
  public void strategiesDoNotKnowEachOther() {
    slices()
        .matching(ROOT + ".strategy.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            resideInAPackage(ROOT + ".strategy.copy"), resideInAPackage(ROOT + ".strategy.delta"))
        .check(CLASSES);
  }

  @Test
  public void strategiesAreFoundNotNamed() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".strategy..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".strategy..")
        .because("adding one touches nothing but its folder and META-INF/services")
        .check(CLASSES);
  }

  @Test
  public void onlyTheClassesThatAreCalledSoNameJedis() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("Jedis")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("redis.clients..")
        .because("its names change from one release to the next, and it is relocated")
        .check(CLASSES);
  }

  @Test
  public void onlyTheTimePackageReadsAClockOrSleeps() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".time")
        .should()
        .accessTargetWhere(
            describe(
                "a clock is read or the thread sleeps",
                (JavaAccess<?> access) ->
                    CLOCKS_AND_SLEEP.contains(
                        access.getTargetOwner().getName() + "." + access.getName())))
        .because("tests move the clock by hand: take a Ticker, a Pause or a Deadline")
        .check(CLASSES);
  }
}
