// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.traffic.DynomiteHealth;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.state.CheckpointFile;
import io.dynowarmup.state.RunLock;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.time.Pause;
import io.dynowarmup.topology.Topology;
import java.util.List;

/**
 * The node that is being warmed: its topology, Redis, Dynomite and what was written down about it.
 */
public final class Node implements AutoCloseable {
  private final Topology topology;
  private final RedisNode redis;
  private final RedisAccess peerAccess;
  private final OwnAdmin admin;
  private final LocalDynomite dynomite;
  private final StateFile state;
  private final CheckpointFile bookmark;
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
      CheckpointFile bookmark,
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
    this.bookmark = bookmark;
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

  /** How to get into the peers' Redis. */
  public RedisAccess peerAccess() {
    return peerAccess;
  }

  /** Dynomite's admin port, which says whether it is this node's. */
  public OwnAdmin admin() {
    return admin;
  }

  public LocalDynomite dynomite() {
    return dynomite;
  }

  /** What an operator should know of the state file, in sentences. */
  public List<String> notes() {
    return notes;
  }

  public StateFile state() {
    return state;
  }

  /** What a transfer has noted of how far it is. */
  public CheckpointFile bookmark() {
    return bookmark;
  }

  public SettingsJournal settings() {
    return settings;
  }

  /** Whether the local Redis can be warmed. */
  public NodeFitness fitness() {
    return fitness;
  }

  /** What the node says of itself in its own Redis. */
  public NodeMark mark() {
    return mark;
  }

  /** Renews the claim of this run while it waits. */
  public Pause pause() {
    return pause;
  }

  /** What is wrong with Dynomite in the eyes of a client; empty when it serves. */
  public String illness() {
    try {
      health.check();
      return "";
    } catch (WarmupException e) {
      return e.getMessage();
    }
  }

  @Override
  public void close() {
    // whatever goes wrong, the next run must find the lock free
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
}
