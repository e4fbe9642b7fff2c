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
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;

/** Which package may depend on which; {@link Arrows} lists it for each package. */
public class ArchitectureTest {
  private static final String ROOT = Arrows.ROOT;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

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

  @Test
  public void everyPackageUsesOnlyWhatItsArrowsList() {
    Arrows.ALL.forEach(
        (from, to) ->
            classes()
                .that()
                .resideInAPackage(from)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(to.toArray(new String[0]))
                .because("that is all that " + from + " may use")
                .check(CLASSES));
  }

  @Test
  public void everyPackageHasItsArrows() {
    Set<String> without = new TreeSet<>();
    CLASSES.forEach(
        c -> {
          String name = c.getPackageName();
          boolean known = Arrows.ALL.containsKey(name) || name.startsWith(ROOT + ".strategy.");
          if (!known) {
            without.add(name);
          }
        });
    assertEquals("packages that are not in Arrows", Collections.emptySet(), without);
  }

  @Test
  public void packagesHaveNoCycles() {
    slices().matching("io.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /**
   * Four exceptions: a copy ends as a delta over the keys that changed meanwhile, a load of a dump
   * ends as a copy does and uses the delta too, and a resume is a replication through a relay.
   */
  @Test
  public void strategiesDoNotDependOnEachOther() {
    slices()
        .matching(ROOT + ".strategy.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            resideInAPackage(ROOT + ".strategy.copy"), resideInAPackage(ROOT + ".strategy.delta"))
        .ignoreDependency(
            resideInAPackage(ROOT + ".strategy.snapshot"),
            resideInAPackage(ROOT + ".strategy.copy"))
        .ignoreDependency(
            resideInAPackage(ROOT + ".strategy.snapshot"),
            resideInAPackage(ROOT + ".strategy.delta"))
        .ignoreDependency(
            resideInAPackage(ROOT + ".strategy.resume"),
            resideInAPackage(ROOT + ".strategy.replication"))
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
