// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.ClusterDescription;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteInfo;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.RedisNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A model of Dynomite's states and queues. It has several storage connections, selected by the
 * client's number. The next write in RESUMING sends a queue; in NORMAL the queue is stuck.
 */
final class ModelDynomite implements DynomiteAdmin {
  final ModelRedis redis;
  final List<DynomiteState> requests = new ArrayList<>();
  DynomiteState state = DynomiteState.NORMAL;

  /** Maps the requested state to the state that Dynomite enters. */
  UnaryOperator<DynomiteState> obeys = UnaryOperator.identity();

  /** Whether other racks' answers arrive first. */
  boolean quorum;

  boolean clientPortRefuses;
  String info = "{\"rack\":\"r\"}";
  Runnable beforeEachCommand = () -> {};
  int connected;
  int open;
  private final List<List<Runnable>> queues = new ArrayList<>();

  ModelDynomite(ModelRedis redis, int storageConnections) {
    this.redis = redis;
    for (int i = 0; i < storageConnections; i++) {
      queues.add(new ArrayList<>());
    }
  }

  @Override
  public DynomiteState state() {
    return state;
  }

  @Override
  public void request(DynomiteState wanted) {
    if (state == DynomiteState.UNREACHABLE) {
      throw new WarmupException(Reason.DYNOMITE_UNREACHABLE, "refused");
    }
    requests.add(wanted);
    state = obeys.apply(wanted);
  }

  @Override
  public DynomiteInfo info() {
    if (state == DynomiteState.UNREACHABLE) {
      throw new WarmupException(Reason.DYNOMITE_UNREACHABLE, "refused");
    }
    return DynomiteInfo.parse(info, "/info");
  }

  @Override
  public ClusterDescription clusterDescribe() {
    throw new AssertionError("not requested here");
  }

  /** Returns the number of commands in all queues. */
  int queued() {
    return queues.stream().mapToInt(List::size).sum();
  }

  /** Writes as a client, through this storage connection. */
  void write(String key, int storageConnection) {
    send(storageConnection, () -> redis.set(key, "v", 0));
  }

  /** Returns a connection to the client port. */
  RedisNode client() {
    int number = connected++;
    int queue = number % queues.size();
    return new ForwardingNode(redis) {
      private boolean isOpen;

      @Override
      public void ping() {
        opened();
        throw new WarmupException(Reason.REDIS_ERROR, "current state does not allow this request");
      }

      @Override
      public boolean delete(String key) {
        opened();
        beforeEachCommand.run();
        return send(queue, () -> redis.delete(key));
      }

      @Override
      public void close() {
        open -= isOpen ? 1 : 0;
        isOpen = false;
      }

      private void opened() {
        if (clientPortRefuses) {
          throw new WarmupException(Reason.REFUSED, "refused the connection");
        }
        open += isOpen ? 0 : 1;
        isOpen = true;
      }
    };
  }

  private boolean send(int number, Runnable command) {
    List<Runnable> queue = queues.get(number);
    switch (state) {
      case STANDBY:
        throw new WarmupException(Reason.REDIS_ERROR, "current state does not allow this request");
      case RESUMING:
        return flush(queue, command);
      case NORMAL:
        if (queue.isEmpty()) {
          return answer(command);
        }
        queue.add(command);
        return unanswered();
      default:
        queue.add(command);
        return unanswered();
    }
  }

  private boolean flush(List<Runnable> queue, Runnable last) {
    for (Runnable queued : queue) {
      try {
        queued.run();
      } catch (WarmupException e) {
        // the client of the queued write gets the error
        continue;
      }
    }
    queue.clear();
    return answer(last);
  }

  private boolean answer(Runnable command) {
    try {
      command.run();
      return true;
    } catch (WarmupException e) {
      if (quorum) {
        return true;
      }
      throw e;
    }
  }

  private boolean unanswered() {
    if (quorum) {
      return true;
    }
    throw new WarmupException(Reason.TIME_OUT, "no answer");
  }
}
