// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fitness;

import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides whether one Redis can load the snapshot of another. A Redis that cannot load it exits. If
 * the snapshot has become its own file, it exits at every start. Pure.
 */
public final class SnapshotFit {
  private final ServerFacts here;
  private final ServerFacts there;

  /**
   * Compares two servers.
   *
   * @param here the local Redis
   * @param there the source
   */
  public SnapshotFit(ServerFacts here, ServerFacts there) {
    this.here = here;
    this.there = there;
  }

  /**
   * Returns why no key of the source can be copied, neither by a snapshot nor by DUMP.
   *
   * @return a phrase that follows the source's name; empty if there is no such reason
   */
  public Optional<String> versionObjection() {
    OptionalInt own = here.leastRdbVersion();
    OptionalInt other = there.leastRdbVersion();
    if (here.software().equals(there.software())) {
      return Optional.empty();
    }
    if (!other.isPresent()) {
      return newer();
    }
    if (valkey(here) != valkey(there) && !RdbVersions.shared(other.getAsInt())) {
      return Optional.of(
          written(other.getAsInt())
              + ": Redis and Valkey share the RDB versions up to 11 only; name a source that"
              + " writes one of these, or run the same program on both nodes");
    }
    boolean loads = own.isPresent() && RdbVersions.loads(own.getAsInt(), other.getAsInt());
    if (loads && there.rdbVersion().isPresent()) {
      return Optional.empty();
    }
    return !loads && here.rdbVersion().isPresent()
        ? Optional.of(
            String.format(
                "%s (it loads up to %d); upgrade the local Redis, or name a source of its version"
                    + " or an older one",
                written(other.getAsInt()), own.getAsInt()))
        : newer();
  }

  private static boolean valkey(ServerFacts server) {
    return RdbVersions.valkey(server.info());
  }

  private String written(int version) {
    return String.format(
        "is %s and writes RDB version %d%s, which the local %s cannot load",
        there.software(),
        version,
        there.rdbVersion().isPresent() ? "" : " or newer",
        here.software());
  }

  /** Objects to a newer release if its RDB version, or that of the local Redis, is unknown. */
  private Optional<String> newer() {
    OptionalInt own = RdbVersions.release(here.info());
    OptionalInt other = RdbVersions.release(there.info());
    boolean comparable = own.isPresent() && other.isPresent() && valkey(here) == valkey(there);
    return comparable && other.getAsInt() > own.getAsInt()
        ? Optional.of(
            String.format(
                "is %s, which is newer than the local %s, and it is unknown whether that can load"
                    + " its data; permit DUMP and MEMORY USAGE to the users of the warm-up, upgrade"
                    + " the local Redis, or name a source of its version or an older one",
                there.software(), here.software()))
        : Optional.empty();
  }

  /**
   * Returns why the local Redis cannot be a replica of the source, although most keys can be copied
   * one by one.
   *
   * @return a phrase that follows the source's name; empty if there is no such reason
   */
  public Optional<String> snapshotObjection() {
    Optional<String> databases = databases();
    return databases.isPresent() ? databases : modules();
  }

  /** Returns one sentence for each database of the source that the local Redis does not have. */
  public List<String> leftOut() {
    List<String> all = new ArrayList<>();
    if (here.databases().isPresent()) {
      there
          .info()
          .keysByDatabase()
          .tailMap(here.databases().getAsInt())
          .forEach(
              (database, keys) ->
                  all.add(
                      String.format(
                          "the source has %s in database %d, which the local Redis does not"
                              + " have; raise its 'databases'",
                          Units.keys(keys), database)));
    }
    return all;
  }

  private Optional<String> databases() {
    OptionalInt highest = there.highestDatabase();
    if (!highest.isPresent()) {
      return Optional.empty();
    }
    int needed = highest.getAsInt() + 1;
    return here.databases().isPresent() && needed > here.databases().getAsInt()
        ? Optional.of(
            String.format(
                "has keys in database %d, and the local Redis has %d databases only and would "
                    + "exit while loading the snapshot; raise 'databases' of the local Redis to %d "
                    + "or more",
                needed - 1, here.databases().getAsInt(), needed))
        : Optional.empty();
  }

  private Optional<String> modules() {
    Set<String> missing = new TreeSet<>(there.modules().keySet());
    missing.removeAll(here.modules().keySet());
    if (!missing.isEmpty() && !there.moduleCommands().writesNothingBut(here.moduleCommands())) {
      return Optional.of(
          "has the modules "
              + String.join(", ", missing)
              + ", which the local Redis has not loaded: it would exit while loading a snapshot "
              + "with their data; load them here too");
    }
    return olderModule();
  }

  /**
   * Objects to an older module here: a module loads data of its older versions, but seldom data of
   * newer ones.
   */
  private Optional<String> olderModule() {
    for (Map.Entry<String, OptionalLong> module : there.modules().entrySet()) {
      OptionalLong newer = module.getValue();
      OptionalLong ours = here.modules().getOrDefault(module.getKey(), OptionalLong.empty());
      if (newer.isPresent() && ours.isPresent() && ours.getAsLong() < newer.getAsLong()) {
        return Optional.of(
            String.format(
                "has version %d of the module %s, and the local Redis has version %d, which "
                    + "may be unable to load newer data: it would exit while loading the "
                    + "snapshot; load version %d here too",
                newer.getAsLong(), module.getKey(), ours.getAsLong(), newer.getAsLong()));
      }
    }
    return Optional.empty();
  }
}
