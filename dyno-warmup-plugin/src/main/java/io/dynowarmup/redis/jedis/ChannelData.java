// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.CommandPolicy;
import io.dynowarmup.redis.CommandPolicy.Effect;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisFailure;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** {@link RedisData} over one {@link Channel}. */
final class ChannelData implements RedisData {
  private final Commands commands;
  private final RandomKeys random;
  private Object watching;
  private final Map<String, String> digests = new HashMap<>();

  ChannelData(Commands commands) {
    this.commands = commands;
    this.random = new RandomKeys(commands);
  }

  @Override
  public Endpoint endpoint() {
    return commands.channel().endpoint();
  }

  @Override
  public long sentNanos() {
    return commands.channel().sentNanos();
  }

  @Override
  public RedisData with(CommandPolicy policy) {
    return new ChannelData(commands.with(policy));
  }

  @Override
  public Set<Integer> databases() {
    return RedisInfo.parse(commands.text(Command.of("INFO", "keyspace"))).keysByDatabase().keySet();
  }

  @Override
  public void select(int database) {
    commands.perform(() -> commands.channel().select(database));
  }

  @Override
  public Page scan(String cursor, int count) {
    List<?> page = commands.list(Command.of("SCAN", cursor, "COUNT", String.valueOf(count)));
    if (page.size() != 2) {
      throw commands.channel().unexpected("SCAN");
    }
    return new Page(commands.text("SCAN", page.get(0)), commands.strings("SCAN", page.get(1)));
  }

  @Override
  public Optional<byte[]> randomKey() {
    return Optional.ofNullable(commands.run(Command.of("RANDOMKEY")))
        .map(key -> commands.bytes("RANDOMKEY", key));
  }

  @Override
  public List<byte[]> randomKeys(int count) {
    return random.some(count);
  }

  @Override
  public long size() {
    return commands.number(Command.of("DBSIZE"));
  }

  @Override
  public List<byte[]> eval(String script, List<byte[]> keys, List<byte[]> arguments) {
    return evaluate(script, keys, arguments, Effect.READ);
  }

  @Override
  public List<byte[]> evalFresh(
      String script, List<byte[]> keys, Supplier<List<byte[]>> arguments) {
    String known = digest(script);
    return evaluated(
        () -> commands.runFresh(() -> script("EVALSHA", known, keys, arguments.get())),
        () -> commands.runFresh(() -> script("EVAL", script, keys, arguments.get())));
  }

  @Override
  public List<byte[]> evalOnce(String script, List<byte[]> keys, List<byte[]> arguments) {
    return evaluate(script, keys, arguments, Effect.WRITE_ONCE);
  }

  private List<byte[]> evaluate(
      String script, List<byte[]> keys, List<byte[]> arguments, Effect effect) {
    Command known = script("EVALSHA", digest(script), keys, arguments);
    return evaluated(
        () -> commands.run(known, effect),
        () -> commands.run(script("EVAL", script, keys, arguments), effect));
  }

  @Override
  public Supplier<List<byte[]>> evalLater(
      String script, List<byte[]> keys, List<byte[]> arguments) {
    Supplier<Object> known = commands.later(script("EVALSHA", digest(script), keys, arguments));
    return () -> evaluated(known, () -> commands.run(script("EVAL", script, keys, arguments)));
  }

  private String digest(String script) {
    return digests.computeIfAbsent(script, Sha1::hex);
  }

  private static Command script(
      String command, String script, List<byte[]> keys, List<byte[]> arguments) {
    return Command.of(command, script, String.valueOf(keys.size())).with(keys).with(arguments);
  }

  private List<byte[]> evaluated(Supplier<Object> known, Supplier<Object> whole) {
    Object answer;
    try {
      answer = known.get();
    } catch (WarmupException e) {
      if (!RedisFailure.unknownScript(e)) {
        throw e;
      }
      answer = whole.get();
    }
    return commands.strings("EVALSHA", answer);
  }

  @Override
  public List<Payload> dump(List<byte[]> keys) {
    List<Command> packet = new ArrayList<>();
    for (byte[] key : keys) {
      packet.add(Command.of("DUMP").with(Collections.singletonList(key)));
      packet.add(Command.of("PTTL").with(Collections.singletonList(key)));
    }
    List<Object> answers = commands.allNow("DUMP", packet);
    long read = sentNanos();
    List<Payload> payloads = new ArrayList<>();
    for (int i = 0; i < answers.size(); i += 2) {
      Object bytes = answers.get(i);
      payloads.add(
          new Payload(
                  bytes == null ? null : commands.bytes("DUMP", bytes),
                  commands.number("PTTL", answers.get(i + 1)))
              .readAt(read));
    }
    return payloads;
  }

  @Override
  public Supplier<List<Optional<WarmupException>>> restoreLater(
      List<byte[]> keys, List<Payload> payloads, long readNanos) {
    Supplier<List<Object>> answers =
        commands.later("RESTORE", keys.size(), () -> restoring(keys, payloads, readNanos));
    return () -> {
      List<Optional<WarmupException>> errors = new ArrayList<>(keys.size());
      for (Object answer : answers.get()) {
        errors.add(
            answer instanceof WarmupException
                ? Optional.of((WarmupException) answer)
                : Optional.empty());
      }
      return errors;
    };
  }

  private List<Command> restoring(List<byte[]> keys, List<Payload> payloads, long readNanos) {
    long age = TimeUnit.NANOSECONDS.toMillis(commands.channel().ticker().nanos() - readNanos);
    List<Command> packet = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      packet.add(Restoring.command(keys.get(i), payloads.get(i), age));
    }
    return packet;
  }

  @Override
  public void remove(List<byte[]> keys) {
    commands.number("DEL", commands.run(Command.of("DEL").with(keys), Effect.WRITE));
  }

  @Override
  public void watch(byte[] key) {
    Command watch = Command.of("WATCH").with(Collections.singletonList(key));
    commands.text(watch.name(), commands.run(watch, Effect.WRITE));
    watching = commands.channel().current();
  }

  @Override
  public void unwatch() {
    commands.text(Command.of("UNWATCH"));
  }

  /** Sent once, whatever the policy: a retry would not be watched. */
  @Override
  public boolean unlessTouched(List<List<byte[]>> transaction) {
    if (watching == null || watching != commands.channel().current()) {
      // a new connection watches nothing
      return false;
    }
    List<Command> packet = new ArrayList<>();
    transaction.forEach(words -> packet.add(Command.binary(words)));
    packet.add(Command.of("EXEC"));
    try {
      // After a refused MULTI each command would run at once, whether or not the key was touched.
      Command multi = Command.of("MULTI");
      Commands.accepted(commands.channel().send("MULTI", Collections.singletonList(multi)).get(0));
      List<Object> answers = commands.channel().send("EXEC", packet);
      answers.forEach(Commands::accepted);
      Object done = answers.get(answers.size() - 1);
      if (done != null) {
        commands.list("EXEC", done).forEach(Commands::accepted);
      }
      return done != null;
    } catch (WarmupException e) {
      if (e.reason().isTransient()) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public RedisInfo stats() {
    return info("stats");
  }

  private RedisInfo info(String section) {
    return RedisInfo.parse(commands.text(Command.of("INFO", section)));
  }

  @Override
  public long libraryCount() {
    return info("memory").getLong("number_of_libraries", 0);
  }

  @Override
  public Map<String, String> libraries() {
    Command list = Command.of("FUNCTION", "LIST", "WITHCODE");
    Map<String, String> codes = new TreeMap<>();
    for (Object library : commands.list(list)) {
      List<?> fields = commands.list(list.name(), library);
      codes.put(field(fields, "library_name"), field(fields, "library_code"));
    }
    return codes;
  }

  private String field(List<?> fields, String wanted) {
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      if (wanted.equals(commands.text("FUNCTION LIST", fields.get(i)))) {
        return commands.text("FUNCTION LIST", fields.get(i + 1));
      }
    }
    throw commands.channel().unexpected("FUNCTION LIST");
  }

  @Override
  public void loadLibrary(String code) {
    Command load = Command.of("FUNCTION", "LOAD", "REPLACE", code);
    commands.text(load.name(), commands.run(load, Effect.WRITE));
  }

  /** Sent once: a second command would fail because the library is already deleted. */
  @Override
  public void deleteLibrary(String library) {
    Command delete = Command.of("FUNCTION", "DELETE", library);
    commands.text(delete.name(), commands.run(delete, Effect.WRITE_ONCE));
  }

  @Override
  public void close() {
    commands.channel().close();
  }
}
