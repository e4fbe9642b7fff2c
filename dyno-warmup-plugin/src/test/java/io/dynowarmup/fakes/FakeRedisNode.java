// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fakes;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.Answer;
import io.dynowarmup.redis.CommandPolicy;
import io.dynowarmup.redis.CommandPolicy.Effect;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A connection to the {@link FakeRedis} at an address, if there is one. */
final class FakeRedisNode implements RedisNode {
  private final World world;
  private final Endpoint endpoint;
  private final RedisAccess access;
  private final CommandPolicy policy;
  private final FakeRedisNode connection;

  FakeRedisNode(World world, Endpoint endpoint, RedisAccess access) {
    this(world, endpoint, access, CommandPolicy.direct(), null);
  }

  /**
   * @param connected the node whose connection this one shares; null if it has its own
   */
  private FakeRedisNode(
      World world,
      Endpoint endpoint,
      RedisAccess access,
      CommandPolicy policy,
      FakeRedisNode connected) {
    this.world = world;
    this.endpoint = endpoint;
    this.access = access;
    this.policy = policy;
    this.connection = connected == null ? this : connected;
  }

  @Override
  public RedisNode with(CommandPolicy outer) {
    return new FakeRedisNode(world, endpoint, access, outer.around(policy), connection);
  }

  private <T> T run(String command, Function<FakeRedis, T> body) {
    return policy.send(
        1, "EVAL".equals(command) ? Effect.WRITE_ONCE : Effect.READ, () -> once(command, body));
  }

  private <T> T once(String command, Function<FakeRedis, T> body) {
    world.connections().add(connection);
    FakeRedis redis = world.at(endpoint);
    String name = (redis == null ? endpoint.toString() : redis.name()) + " " + command;
    return world.call(
        name,
        () -> {
          if (redis == null || !redis.up()) {
            throw World.refused(endpoint.toString());
          }
          if (!redis.password.equals(access.password().reveal())) {
            throw new WarmupException(Reason.NOAUTH, endpoint + " wants another password");
          }
          return body.apply(redis);
        });
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public void ping() {
    run(
        "PING",
        r -> {
          r.refuseWhileLoading();
          return null;
        });
  }

  @Override
  public RedisInfo info() {
    return run("INFO", InfoText::all);
  }

  @Override
  public RedisInfo info(String section) {
    return run("INFO " + section, r -> InfoText.section(r, section));
  }

  @Override
  public OptionalLong timeMicros() {
    FakeRedis redis = world.at(endpoint);
    Long ahead = redis == null ? null : redis.clockAheadMillis;
    return ahead == null
        ? OptionalLong.empty()
        : OptionalLong.of(world.time().nanos() / 1_000 + ahead * 1_000);
  }

  @Override
  public void replicaOf(Endpoint source) {
    run(
        "SLAVEOF",
        r -> {
          r.refuseWhileLoading();
          r.replicate(source);
          return null;
        });
  }

  @Override
  public void replicaOfNoOne() {
    run(
        "SLAVEOF NO ONE",
        r -> {
          r.refuseWhileLoading();
          r.detach();
          return null;
        });
  }

  @Override
  public Optional<String> configGet(String name) {
    return run("CONFIG GET " + name, r -> Optional.ofNullable(r.config.get(name)));
  }

  @Override
  public void configSet(String name, String value) {
    run(
        "CONFIG SET " + name,
        r -> {
          if (!r.config.containsKey(name)) {
            throw new WarmupException(Reason.REDIS_ERROR, "unknown setting " + name);
          }
          return r.config.put(name, value);
        });
  }

  @Override
  public void configRewrite() {
    run(
        "CONFIG REWRITE",
        r -> {
          r.rewriteFile();
          return null;
        });
  }

  @Override
  public Optional<String> addressSeenByServer() {
    return run("CLIENT INFO", r -> Optional.of("127.0.0.1"));
  }

  @Override
  public void set(String key, String value, long ttlMillis) {
    run(
        "SET",
        r -> {
          r.set(key, value);
          return null;
        });
  }

  @Override
  public boolean exchange(String key, String expected, String value, long ttlMillis) {
    return run("EVAL", r -> r.exchange(key, expected, value));
  }

  @Override
  public void name(String name) {
    run("CLIENT SETNAME", r -> name);
  }

  @Override
  public List<String> clientNames() {
    return run("CLIENT LIST", r -> Collections.emptyList());
  }

  /** Knows GET, FLUSHALL and BGSAVE. */
  @Override
  public List<Answer> ask(List<List<String>> questions) {
    return questions.stream().map(this::answer).collect(Collectors.toList());
  }

  private Answer answer(List<String> command) {
    if ("GET".equals(command.get(0))) {
      String value = run("GET", r -> r.held(command.get(1)));
      return Answer.of(value.getBytes(StandardCharsets.UTF_8));
    }
    if ("FLUSHALL".equals(command.get(0))) {
      return Answer.of(
          run(
                  "FLUSHALL",
                  r -> {
                    r.dropData();
                    return "OK";
                  })
              .getBytes(StandardCharsets.UTF_8));
    }
    String refusal = "BGSAVE".equals(command.get(0)) ? run("BGSAVE", FakeRedis::save) : "not asked";
    return refusal.isEmpty()
        ? Answer.of("Background saving started".getBytes(StandardCharsets.UTF_8))
        : Answer.refused(new WarmupException(Reason.REDIS_ERROR, refusal));
  }

  @Override
  public boolean delete(String key) {
    return run("DEL", r -> r.delete(key));
  }

  @Override
  public List<String> read(List<String> keys) {
    return run(
        "GETRANGE",
        r -> {
          r.refuseWhileLoading();
          return keys.stream().map(r::held).collect(Collectors.toList());
        });
  }

  @Override
  public long exists(List<String> keys) {
    return run("EXISTS", r -> keys.stream().filter(r::has).count());
  }

  @Override
  public void close() {
    // The next command would reconnect.
    world.connections().remove(connection);
  }
}
