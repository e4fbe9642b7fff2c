// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.traffic.DynomiteHealth;
import io.dynowarmup.node.dynomite.LocalDynomite;
import io.dynowarmup.node.dynomite.OwnAdmin;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.state.CheckpointFile;
import io.dynowarmup.state.RunLock;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.state.StopNoteFile;
import io.dynowarmup.time.Pause;
import io.dynowarmup.topology.Topology;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node that is being warmed: its topology, Redis, Dynomite and recorded state. */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private final Topology topology;
  private final RedisNode redis;
  private final RedisAccess peerAccess;
  private final OwnAdmin admin;
  private final LocalDynomite dynomite;
  private final StateFile state;
  private final CheckpointFile checkpoint;
  private final StopNoteFile stop;
  private final SettingsJournal settings;
  private final RunLock lock;
  private final NodeMark mark;
  private final Pause pause;
  private final List<String> notes;
  private final DynomiteHealth health;
  private final NodeFitness fitness;

  Node(
      Topology topology,
      RedisNode redis,
      RedisAccess peerAccess,
      OwnAdmin admin,
      LocalDynomite dynomite,
      StateFile state,
      CheckpointFile checkpoint,
      StopNoteFile stop,
      SettingsJournal settings,
      RunLock lock,
      NodeMark mark,
      Pause pause,
      List<String> notes,
      DynomiteHealth health,
      NodeFitness fitness) {
    this.topology = topology;
    this.redis = redis;
    this.peerAccess = peerAccess;
    this.admin = admin;
    this.dynomite = dynomite;
    this.state = state;
    this.checkpoint = checkpoint;
    this.stop = stop;
    this.settings = settings;
    this.lock = lock;
    this.mark = mark;
    this.pause = pause;
    this.notes = notes;
    this.health = health;
    this.fitness = fitness;
  }

  public Topology topology() {
    return topology;
  }

  public RedisNode redis() {
    return redis;
  }

  /** Returns the credentials for the Redis of the peers. */
  public RedisAccess peerAccess() {
    return peerAccess;
  }

  /** Returns Dynomite's admin port, which knows whether it belongs to this node. */
  public OwnAdmin admin() {
    return admin;
  }

  public LocalDynomite dynomite() {
    return dynomite;
  }

  /** Returns what an operator should know about the state file, in sentences. */
  public List<String> notes() {
    return notes;
  }

  public StateFile state() {
    return state;
  }

  /** Returns the checkpoint of a transfer. */
  public CheckpointFile checkpoint() {
    return checkpoint;
  }

  /** Returns the note of a planned stop. */
  public StopNoteFile stop() {
    return stop;
  }

  /** Drops the note of a planned stop that no run has used. The node is served or changed next. */
  public void forgetStop() {
    if (stop.isPending()) {
      stop.drop();
      try {
        redis.delete(OwnKeys.STOP);
      } catch (WarmupException e) {
        LOG.debug("Cannot delete {}; without the note it says nothing", OwnKeys.STOP, e);
      }
    }
  }

  /**
   * Drops the note of a planned stop and records that the node is stopped without one.
   *
   * @param why why the next start cannot resume, a sentence
   */
  public void forgetStop(String why) {
    forgetStop();
    try {
      stop.writeNone(why);
    } catch (IOException e) {
      LOG.warn("The stop cannot be recorded: {}", e.getMessage());
    }
  }

  public SettingsJournal settings() {
    return settings;
  }

  /** Returns whether the local Redis can be warmed. */
  public NodeFitness fitness() {
    return fitness;
  }

  /** Returns what the node records about itself in its own Redis. */
  public NodeMark mark() {
    return mark;
  }

  /** Returns the pause that renews the claim of this run while it waits. */
  public Pause pause() {
    return pause;
  }

  /** Returns what a client would find wrong with Dynomite; empty if it serves. */
  public Optional<String> illness() {
    try {
      health.check();
      return Optional.empty();
    } catch (WarmupException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public void close() {
    // Whatever fails, the next run must find the lock released.
    try {
      mark.close();
    } finally {
      closeServers();
    }
  }

  private void closeServers() {
    try {
      dynomite.close();
    } finally {
      try {
        redis.close();
      } finally {
        lock.close();
      }
    }
  }

  /** Returns the check of reads through the local Dynomite. */
  public DynomiteHealth health() {
    return health;
  }
}
