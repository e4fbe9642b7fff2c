// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.file.AtomicFile;
import io.dynowarmup.file.IoErrors;
import io.dynowarmup.topology.Topology;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locates the state file of one node: the file of the setting, or a file named after the node.
 *
 * <p>Older versions named it after the port alone. Such a file, or one from before a change of the
 * node's token, is found and moved.
 */
public final class StateLocation {
  private static final Logger LOG = LoggerFactory.getLogger(StateLocation.class);
  private static final String NAMES = ".dyno-warmup-*.state";

  private final NodeIdentity node;
  private final Topology topology;
  private final Path path;
  private final boolean given;
  private final List<String> notes = new ArrayList<>();

  private StateLocation(Topology topology, Optional<Path> setting) {
    this.topology = topology;
    this.node = NodeIdentity.of(topology);
    Optional<NodeIdentity> owner = setting.flatMap(StateFile::owner);
    this.given = setting.isPresent() && owner.map(node::isSameNode).orElse(true);
    if (given) {
      this.path = setting.get();
      return;
    }
    StateDirectory directory = StateDirectory.ofThisUser();
    this.path = directory.path().resolve(node.fileName());
    owner.ifPresent(o -> notes.add(shared(setting.get(), o)));
    if (!directory.note().isEmpty()) {
      notes.add(directory.note());
    }
  }

  public static StateLocation of(WarmupConfig config, Topology topology) {
    return new StateLocation(topology, config.stateFile());
  }

  /** Returns the only existing state file, without knowing the node; empty if there are several. */
  public static Optional<Path> only(WarmupConfig config) {
    Optional<Path> given = config.stateFile().filter(Files::isRegularFile);
    if (given.isPresent()) {
      return given;
    }
    List<Path> found = ofThisUser();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** Returns the existing files that can be that of this node, without knowing the node. */
  public static List<Path> candidates(WarmupConfig config) {
    Optional<Path> given = config.stateFile();
    return given.isPresent() ? Collections.singletonList(given.get()) : ofThisUser();
  }

  private static List<Path> ofThisUser() {
    List<Path> found = new ArrayList<>();
    Path directory = StateDirectory.ofThisUser().path();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, NAMES)) {
      files.forEach(found::add);
    } catch (IOException e) {
      LOG.debug("Cannot list {}", directory, e);
    }
    return found;
  }

  private String shared(Path setting, NodeIdentity owner) {
    return "state.file "
        + setting
        + " is that of another node, "
        + owner
        + "; "
        + node
        + " uses "
        + path
        + ": give each node a state.file of its own";
  }

  public NodeIdentity node() {
    return node;
  }

  /** Returns what an operator should know about the file, in sentences. */
  public List<String> notes() {
    return notes;
  }

  /** Returns the intended path. */
  Path path() {
    return path;
  }

  /** Returns the current path. */
  public Path found() {
    return given || Files.exists(path) ? path : fileOfOlderVersion().orElse(path);
  }

  /**
   * Moves an older file to the intended path, once.
   *
   * @throws io.dynowarmup.api.WarmupException ALREADY_RUNNING while a process of an older version
   *     holds it
   */
  public Path adopted() {
    Path old = found();
    if (old.equals(path)) {
      return path;
    }
    RunLock lock = RunLock.take(old);
    try {
      Files.createDirectories(AtomicFile.directoryOf(path));
      Files.move(old, path);
      Path checkpoint = CheckpointFile.beside(old);
      if (Files.exists(checkpoint)) {
        Files.move(checkpoint, CheckpointFile.beside(path));
      }
      Files.deleteIfExists(RunLock.beside(old));
      LOG.info("Renamed state file {} to {}", old, path);
      return path;
    } catch (IOException e) {
      LOG.warn("Cannot move state file {} to {}: {}", old, path, IoErrors.of(e));
      return path;
    } finally {
      lock.close();
    }
  }

  /**
   * Returns the file of this node under another name, as an older version wrote it: named after
   * other values of the node, or after the port only.
   */
  private Optional<Path> fileOfOlderVersion() {
    Path directory = AtomicFile.directoryOf(path);
    Path byPort = directory.resolve(".dyno-warmup-" + topology.redis().port() + ".state");
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, NAMES)) {
      for (Path file : files) {
        if (StateFile.owner(file).filter(node::isSameNode).isPresent()) {
          return Optional.of(file);
        }
      }
    } catch (IOException e) {
      LOG.debug("Cannot list {}", directory, e);
    }
    return Optional.of(byPort).filter(this::mayBeOurs);
  }

  /**
   * Returns whether a file named after the port can belong to this node. Two nodes of one machine
   * may have shared it, so a file with other tokens is refused.
   */
  private boolean mayBeOurs(Path byPort) {
    if (!Files.isRegularFile(byPort) || StateFile.owner(byPort).isPresent()) {
      return false;
    }
    List<Long> warm = StateFile.open(byPort).warmTokens();
    return warm.isEmpty() || new HashSet<>(warm).equals(new HashSet<>(topology.tokens()));
  }
}
