// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fakes;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.ClusterDescription;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteInfo;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.dynomite.DynomiteState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The local Dynomite with one storage connection. WRITES_ONLY queues for at most {@code timeout};
 * the next write in RESUMING sends the queue; NORMAL sends nothing while there is a queue.
 */
public final class FakeDynomite implements DynomiteAdmin {
  private static final int MOST_FLUSHED = 20_000;

  /** How long a queue lives. */
  public long timeoutMillis = 5_000;

  /** Number of inbound connections of its peers. */
  public int peersConnected;

  public boolean dead;

  /** The rack that {@code /info} reports. */
  public String rack = "r1";

  /** Answers on the admin port but serves no client; a restart fixes it. */
  public boolean ill;

  /** Whether it can be started. */
  public boolean startable;

  /** Whether a start succeeds. */
  public boolean startWorks = true;

  private final World world;
  private final FakeRedis storage;
  private final List<Runnable> queue = new ArrayList<>();
  private final List<DynomiteState> history = new ArrayList<>();
  private DynomiteState state = DynomiteState.NORMAL;
  private long queuedSince;
  private long bornNanos;
  private int starts;
  private int dropped;

  FakeDynomite(World world, FakeRedis storage) {
    this.world = world;
    this.storage = storage;
    this.bornNanos = world.time().nanos();
    world.mover(this::dropOldQueue);
  }

  /** Changes the state from outside, as gossip does. */
  public void become(DynomiteState newState) {
    state = newState;
  }

  /** Ends the process together with its queue. */
  public void die() {
    dead = true;
    queue.clear();
  }

  /** Starts a new process in NORMAL. */
  public void comeBack() {
    dead = false;
    ill = false;
    state = DynomiteState.NORMAL;
    bornNanos = world.time().nanos();
  }

  public DynomiteState current() {
    return dead ? DynomiteState.UNREACHABLE : state;
  }

  /** Returns the requested states, in order. */
  public List<DynomiteState> history() {
    return history;
  }

  public int starts() {
    return starts;
  }

  /** Returns the number of commands that wait for the storage. */
  public int queued() {
    return queue.size();
  }

  /** Returns the number of queued commands that were dropped. */
  public int dropped() {
    return dropped;
  }

  @Override
  public DynomiteState state() {
    try {
      return world.call("dynomite get_state", this::current);
    } catch (WarmupException e) {
      return DynomiteState.UNREACHABLE;
    }
  }

  @Override
  public void request(DynomiteState wanted) {
    admin(
        "dynomite " + wanted,
        () -> {
          history.add(wanted);
          state = wanted;
          return "OK";
        });
  }

  @Override
  public DynomiteInfo info() {
    return admin(
        "dynomite info",
        () ->
            DynomiteInfo.parse(
                "{\"rack\":\""
                    + rack
                    + "\", \"dc\":\"dc\", \"uptime\":"
                    + (world.time().nanos() - bornNanos) / 1_000_000_000L
                    + ", \"pool\":{\"dnode_client_connections\":"
                    + peersConnected
                    + "}}",
                "/info"));
  }

  @Override
  public ClusterDescription clusterDescribe() {
    return admin(
        "dynomite cluster_describe", () -> ClusterDescription.parse("{}", "/cluster_describe"));
  }

  private <T> T admin(String call, Supplier<T> body) {
    try {
      return world.call(
          call,
          () -> {
            if (dead) {
              throw World.refused("Dynomite");
            }
            return body.get();
          });
    } catch (WarmupException e) {
      throw new WarmupException(Reason.DYNOMITE_UNREACHABLE, e.getMessage(), e);
    }
  }

  public DynomiteProcess process() {
    return new DynomiteProcess() {
      @Override
      public boolean canStart() {
        return startable;
      }

      @Override
      public void start() {
        starts++;
        if (startWorks && dead) {
          comeBack();
        }
      }

      @Override
      public void stop() {
        die();
      }
    };
  }

  /** Receives a write of a client or a peer. */
  void write(int number) {
    if (!dead && !refuses()) {
      try {
        send(() -> storage.write(number, world.time().nanos()));
      } catch (WarmupException e) {
        // The failure concerns only the sender.
      }
    }
  }

  /** Returns whether a write fails and changes nothing. Only its sender would notice. */
  private boolean refuses() {
    boolean passes =
        queue.isEmpty() && (state == DynomiteState.NORMAL || state == DynomiteState.RESUMING);
    return isClosed() || (passes && !storage.up());
  }

  private boolean isClosed() {
    return state == DynomiteState.STANDBY || state == DynomiteState.OTHER;
  }

  /** Throws if the command is not allowed in this state. */
  boolean delete(String key) {
    boolean[] deleted = new boolean[1];
    send(() -> deleted[0] = storage.delete(key));
    return deleted[0];
  }

  void refuseUnlessServing() {
    if (dead) {
      throw World.refused("Dynomite's client port");
    }
    if (state != DynomiteState.NORMAL || ill) {
      throw refusedByState();
    }
  }

  private static WarmupException refusedByState() {
    return new WarmupException(
        Reason.REDIS_ERROR, "ERR Dynomite's current state does not allow this request");
  }

  private void send(Runnable command) {
    if (dead) {
      throw World.refused("Dynomite's client port");
    }
    if (isClosed()) {
      throw refusedByState();
    }
    boolean waits =
        state == DynomiteState.WRITES_ONLY || (state == DynomiteState.NORMAL && !queue.isEmpty());
    if (waits) {
      queuedSince = queue.isEmpty() ? world.time().nanos() : queuedSince;
      queue.add(() -> toStorage(command));
      throw new WarmupException(Reason.TIME_OUT, "no answer: it is in Dynomite's queue");
    }
    flush();
    toStorage(command);
  }

  private void toStorage(Runnable command) {
    if (!storage.up()) {
      throw new WarmupException(Reason.REDIS_ERROR, "ERR Storage: Datastore refused connection");
    }
    command.run();
  }

  private void flush() {
    if (queue.size() > MOST_FLUSHED) {
      drop();
    }
    for (Runnable queued : queue) {
      try {
        queued.run();
      } catch (WarmupException e) {
        // The failure concerns only the sender.
      }
    }
    queue.clear();
  }

  private void dropOldQueue() {
    if (!queue.isEmpty() && world.time().nanos() - queuedSince > timeoutMillis * 1_000_000) {
      drop();
    }
  }

  private void drop() {
    dropped += queue.size();
    queue.clear();
  }
}
