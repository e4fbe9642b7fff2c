// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fitness;

import java.util.Optional;
import java.util.OptionalInt;
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
    OptionalInt own = here.rdbVersion();
    OptionalInt other = there.rdbVersion();
    boolean same = here.software().equals(there.software());
    if (same || !own.isPresent() || !other.isPresent()) {
      return Optional.empty();
    }
    return RdbVersions.loads(own.getAsInt(), other.getAsInt())
        ? Optional.empty()
        : Optional.of(
            String.format(
                "is %s and writes RDB version %d, which the local %s cannot load (it loads up to"
                    + " %d); upgrade the local Redis, or name a source of its version or an older"
                    + " one",
                there.software(), other.getAsInt(), here.software(), own.getAsInt()));
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

  private Optional<String> databases() {
    int needed = there.highestDatabase().orElse(-1) + 1;
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
    return there.modules().entrySet().stream()
        .filter(m -> here.modules().getOrDefault(m.getKey(), Long.MAX_VALUE) < m.getValue())
        .findFirst()
        .map(
            m ->
                String.format(
                    "has version %d of the module %s, and the local Redis has version %d, which "
                        + "may be unable to load newer data: it would exit while loading the "
                        + "snapshot; load version %d here too",
                    m.getValue(), m.getKey(), here.modules().get(m.getKey()), m.getValue()));
  }
}
