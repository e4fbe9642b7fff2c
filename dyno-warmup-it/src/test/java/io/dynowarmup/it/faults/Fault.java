// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.it.net.LagProxy;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.ClientKillParams;

/**
 * The faults. Each defines how it strikes, how it is undone after the run, and what the reason of a
 * failed run must name.
 */
enum Fault {
  SOURCE_KILLED(Moment.TRANSFER, "source killed (kill -9)", "rack1|source") {
    @Override
    void strike(Scene scene) {
      scene.source().redis().kill();
    }

    @Override
    void mend(Scene scene) {
      scene.restartSource();
    }
  },
  SOURCE_FROZEN(Moment.CATCH_UP, "source frozen (SIGSTOP)", "rack1|source") {
    @Override
    void strike(Scene scene) {
      scene.source().redis().freeze();
    }

    @Override
    void mend(Scene scene) {
      scene.source().redis().thaw();
    }
  },
  LINK_CUT(Moment.HAND_OVER, "link cut", "rack1|source") {
    @Override
    void strike(Scene scene) {
      scene.link().forEach(LagProxy::cut);
    }

    @Override
    void mend(Scene scene) {
      scene.link().forEach(LagProxy::heal);
    }
  },
  LINK_STALLED(Moment.TRANSFER, "link stalled (connected, no bytes)", "rack1|source") {
    @Override
    void strike(Scene scene) {
      scene.link().forEach(LagProxy::stall);
    }

    @Override
    void mend(Scene scene) {
      scene.link().forEach(LagProxy::heal);
    }
  },
  LINK_SLOW(Moment.TRANSFER, "link slow (100 ms, 100 kB/s)", "rack1|source|budget") {
    @Override
    void strike(Scene scene) {
      scene.link().forEach(line -> line.delay(100).bandwidth(100_000));
    }

    @Override
    void mend(Scene scene) {
      scene.link().forEach(line -> line.delay(0).bandwidth(0));
    }
  },
  SOURCE_REFUSES(Moment.SELECT_SOURCE, "source refuses at the first command", "rack1|source") {
    @Override
    void strike(Scene scene) {
      try (Jedis jedis = scene.source().redis().client()) {
        jedis.configSet("requirepass", "another");
        jedis.clientKill(
            new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
        jedis.clientKill(
            new ClientKillParams().type(ClientType.REPLICA).skipMe(ClientKillParams.SkipMe.YES));
      }
    }

    @Override
    void mend(Scene scene) {
      try (Jedis jedis = new Jedis(scene.source().redis().host(), scene.source().redis().port())) {
        jedis.auth("another");
        jedis.configSet("requirepass", "");
      }
    }
  },
  SOURCE_RESTARTED(Moment.CATCH_UP, "source restarts, another replication id", "rack1|source") {
    @Override
    void strike(Scene scene) {
      scene.restartSource();
    }
  },
  SOURCE_RESTARTED_EMPTY(Moment.CATCH_UP, "source restarted empty", "rack1|source") {
    @Override
    void strike(Scene scene) {
      scene.restartSourceEmpty();
    }

    @Override
    void mend(Scene scene) {
      scene.restartSource();
    }
  },
  SOURCE_RESTARTED_OLD(Moment.CATCH_UP, "source restarted with an old dump", "rack1|source") {
    @Override
    void strike(Scene scene) {
      scene.restartSourceOld();
    }

    @Override
    void mend(Scene scene) {
      scene.mendOldSource();
    }
  },
  SOURCE_DEMOTED(Moment.HAND_OVER, "source becomes a replica of something else", "rack1|source") {
    @Override
    void strike(Scene scene) {
      try (Jedis jedis = scene.source().redis().client()) {
        jedis.replicaof(scene.stranger().host(), scene.stranger().port());
      }
    }

    @Override
    void mend(Scene scene) {
      scene.restartSource();
    }
  },
  JOURNALS_REFUSED(
      Moment.RECONCILE, "source ends its streams and permits no other", "rack1|source") {
    @Override
    void strike(Scene scene) {
      try (Jedis jedis = scene.source().redis().client()) {
        jedis.aclSetUser("default", "-psync");
        jedis.clientKill(new ClientKillParams().type(ClientType.REPLICA));
      }
    }

    @Override
    void mend(Scene scene) {
      try (Jedis jedis = scene.source().redis().client()) {
        jedis.aclSetUser("default", "+psync");
      }
    }
  },
  LOCAL_KILLED(Moment.PREFLIGHT, "local Redis killed", "Redis") {
    @Override
    void strike(Scene scene) {
      scene.cold().redis().kill();
    }

    @Override
    void mend(Scene scene) {
      scene.cold().redis().start();
    }
  },
  LOCAL_RESTARTED(Moment.TRANSFER, "local Redis killed, and started again", "Redis|Dynomite") {
    @Override
    void strike(Scene scene) {
      scene.cold().redis().kill();
      scene.cold().redis().start();
    }
  },
  LOCAL_REPLICA(
      Moment.DETACHED,
      "local Redis made a replica by another client",
      "replica|not proven|Redis|rack1") {
    @Override
    void strike(Scene scene) {
      try (Jedis jedis = scene.cold().redis().client()) {
        jedis.replicaof(scene.stranger().host(), scene.stranger().port());
      } catch (JedisDataException e) {
        // A Redis that is loading refuses the command.
      }
    }

    @Override
    void mend(Scene scene) {
      try (Jedis jedis = scene.cold().redis().client()) {
        jedis.replicaofNoOne();
      }
    }
  },
  LOCAL_REFUSES_WRITES(
      Moment.DETACHED, "local Redis refuses writes (min-replicas-to-write)", "write|replica") {
    @Override
    void strike(Scene scene) {
      scene.refuseLocalWrites(true);
    }

    @Override
    void mend(Scene scene) {
      scene.refuseLocalWrites(false);
    }
  },
  LOCAL_FROZEN(Moment.HAND_OVER, "local Redis frozen", "Redis") {
    @Override
    void strike(Scene scene) {
      scene.cold().redis().freeze();
    }

    @Override
    void mend(Scene scene) {
      scene.cold().redis().thaw();
    }
  },
  LOCAL_OUT_OF_MEMORY(Moment.DETACHED, "local Redis out of memory (noeviction)", "memory") {
    @Override
    void strike(Scene scene) {
      scene.limitLocalMemory("noeviction");
    }

    @Override
    void mend(Scene scene) {
      scene.freeLocalMemory();
    }
  },
  LOCAL_EVICTS(Moment.RESTORE, "local Redis at maxmemory (allkeys-lru)", "memory") {
    @Override
    void strike(Scene scene) {
      scene.limitLocalMemory("allkeys-lru");
    }

    @Override
    void mend(Scene scene) {
      scene.freeLocalMemory();
    }
  },
  ADMIN_DEAD(Moment.HAND_OVER, "Dynomite's admin port dead", "Dynomite") {
    @Override
    void strike(Scene scene) {
      scene.admin().cut();
    }

    @Override
    void mend(Scene scene) {
      scene.admin().heal();
    }
  },
  ADMIN_SILENT(Moment.RESTORE, "Dynomite's admin port accepts, and is silent", "Dynomite") {
    @Override
    void strike(Scene scene) {
      scene.admin().stall();
    }

    @Override
    void mend(Scene scene) {
      scene.admin().heal();
    }
  },
  ADMIN_SLOW(Moment.HAND_OVER, "Dynomite's admin port slow (0.4 s an answer)", "Dynomite") {
    @Override
    void strike(Scene scene) {
      scene.admin().delay(200);
    }

    @Override
    void mend(Scene scene) {
      scene.admin().delay(0);
    }
  },
  ADMIN_NONSENSE(Moment.TRANSFER, "Dynomite's admin port answers nonsense", "Dynomite") {
    @Override
    void strike(Scene scene) {
      scene.talkNonsense();
    }

    @Override
    void mend(Scene scene) {
      scene.talkSense();
    }
  },
  ADMIN_RESET(Moment.HAND_OVER, "reset to NORMAL behind our back", "Dynomite") {
    @Override
    void strike(Scene scene) {
      scene.cold().dynomite().adminClient().set("normal");
    }
  },
  DYNOMITE_KILLED(
      Moment.DETACHED, "Dynomite's process dead, another program's to start", "Dynomite") {
    @Override
    void strike(Scene scene) {
      scene.cold().dynomite().kill();
    }

    @Override
    void mend(Scene scene) {
      scene.cold().dynomite().start();
    }
  },
  DYNOMITE_KILLED_OURS(Moment.HAND_OVER, "Dynomite's process dead, ours to start", "Dynomite") {
    @Override
    void strike(Scene scene) {
      scene.cold().dynomite().kill();
    }
  },
  JVM_KILLED(Moment.HAND_OVER, "the plugin's own JVM killed, then started again", "") {
    @Override
    void strike(Scene scene) {
      throw new IllegalStateException("it does that itself");
    }
  },
  INTERRUPT(Moment.HAND_OVER, "interrupt", "interrupted") {
    @Override
    void strike(Scene scene) {
      Thread.currentThread().interrupt();
    }
  },
  ABORT(Moment.DETACHED, "abort", "a test wants it") {
    @Override
    void strike(Scene scene) {
      scene.warmup().engine().abort("a test wants it");
    }
  };

  private final Moment worst;
  private final String text;
  private final String names;

  Fault(Moment worst, String text, String names) {
    this.worst = worst;
    this.text = text;
    this.names = names;
  }

  /**
   * Causes the fault. Called on the thread of the warm-up, which continues only after this returns.
   */
  abstract void strike(Scene scene);

  /** Undoes the fault after the run, so that both sides can be checked. */
  void mend(Scene scene) {}

  /** Returns the moment at which the short test run causes the fault. */
  Moment worst() {
    return worst;
  }

  /** Returns a regular expression that the reason of a failed run must contain. */
  String names() {
    return names;
  }

  @Override
  public String toString() {
    return text;
  }
}
