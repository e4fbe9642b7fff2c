// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
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

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** Each package of ours with all that it may know, beside itself and Java. */
  private static final Map<String, List<String>> ARROWS = new LinkedHashMap<>();

  static {
    arrows(ROOT);
    arrows(ROOT + ".time");
    arrows(ROOT + ".file", ROOT, ROOT + ".time");
    arrows(ROOT + ".config", ROOT, "com.netflix.archaius.api..", "org.quartz");
    arrows(ROOT + ".redis", ROOT, ROOT + ".time", "redis.clients.jedis..", "javax.net.ssl", LOG);
    arrows(ROOT + ".dynomite", ROOT, ROOT + ".time", LOG);
    arrows(ROOT + ".traffic", ROOT, ROOT + ".time", ROOT + ".redis", ROOT + ".dynomite", LOG);
    arrows(
        ROOT + ".topology",
        ROOT,
        ROOT + ".file",
        ROOT + ".dynomite",
        "org.yaml.snakeyaml..",
        "com.google.gson..",
        LOG);
    arrows(ROOT + ".fitness", ROOT, ROOT + ".redis");
    arrows(
        ROOT + ".source",
        ROOT,
        ROOT + ".time",
        ROOT + ".redis",
        ROOT + ".topology",
        ROOT + ".fitness",
        LOG);
    arrows(ROOT + ".digest", ROOT, ROOT + ".time", ROOT + ".redis");
    arrows(ROOT + ".move", ROOT, ROOT + ".time", ROOT + ".redis", ROOT + ".digest");
    arrows(
        ROOT + ".verify", ROOT, ROOT + ".time", ROOT + ".redis", ROOT + ".digest", ROOT + ".move");
    arrows(ROOT + ".proof", ROOT, ROOT + ".time", ROOT + ".redis", ROOT + ".digest");
    arrows(
        ROOT + ".spi",
        ROOT,
        ROOT + ".time",
        ROOT + ".config",
        ROOT + ".redis",
        ROOT + ".dynomite",
        ROOT + ".traffic");
    arrows(
        ROOT + ".strategy..",
        ROOT,
        ROOT + ".time",
        ROOT + ".config",
        ROOT + ".redis",
        ROOT + ".digest",
        ROOT + ".move",
        ROOT + ".dynomite",
        ROOT + ".traffic",
        ROOT + ".fitness",
        ROOT + ".spi",
        LOG);
    arrows(
        ROOT + ".engine",
        ROOT,
        ROOT + ".time",
        ROOT + ".config",
        ROOT + ".redis",
        ROOT + ".digest",
        ROOT + ".dynomite",
        ROOT + ".traffic",
        ROOT + ".topology",
        ROOT + ".source",
        ROOT + ".fitness",
        ROOT + ".verify",
        ROOT + ".proof",
        ROOT + ".spi",
        LOG);
    arrows(
        ROOT + ".standalone",
        ROOT,
        ROOT + ".time",
        ROOT + ".file",
        ROOT + ".config",
        ROOT + ".redis",
        ROOT + ".dynomite",
        ROOT + ".topology",
        ROOT + ".spi",
        ROOT + ".engine",
        "com.google.inject..",
        "javax.inject",
        "org.quartz..",
        "com.netflix.archaius..",
        "org.apache.commons.configuration..",
        LOG);
    arrows(
        ROOT + ".manager",
        ROOT,
        ROOT + ".time",
        ROOT + ".config",
        ROOT + ".redis",
        ROOT + ".dynomite",
        ROOT + ".topology",
        ROOT + ".spi",
        ROOT + ".engine",
        "com.netflix.dynomitemanager..",
        "com.netflix.nfsidecar..",
        "com.netflix.florida..",
        "com.netflix.governator..",
        "com.netflix.runtime.health.api",
        "com.netflix.archaius..",
        "com.google.inject..",
        "javax.inject",
        "javax.management",
        "javax.servlet..",
        "org.joda.time..",
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
    all.add("java..");
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

  @Test
  public void strategiesDoNotKnowEachOther() {
    slices().matching(ROOT + ".strategy.(*)..").should().notDependOnEachOther().check(CLASSES);
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
  public void nobodyElseReadsAClockOrSleeps() {
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
