// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.Sha1;
import io.dynowarmup.redis.info.RedisInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** {@link RedisData} over one {@link JedisChannel}. */
final class JedisRedisData implements RedisData {
  private static final Pattern DATABASE = Pattern.compile("(?m)^db(\\d{1,6}):");

  private final JedisChannel channel;
  private final JedisRandomKeys random;
  private Object watching;
  private final Map<String, String> names = new HashMap<>();

  JedisRedisData(JedisChannel channel) {
    this.channel = channel;
    this.random = new JedisRandomKeys(channel);
  }

  @Override
  public Endpoint endpoint() {
    return channel.endpoint();
  }

  @Override
  public Set<Integer> databases() {
    Set<Integer> numbers = new TreeSet<>();
    String info = channel.text("INFO", channel.run(Command.INFO, "keyspace"));
    Matcher database = DATABASE.matcher(info);
    while (database.find()) {
      numbers.add(Integer.valueOf(database.group(1)));
    }
    return numbers;
  }

  @Override
  public void select(int database) {
    channel.select(database);
  }

  @Override
  public Page scan(String cursor, int count) {
    List<?> page =
        channel.list("SCAN", channel.run(Command.SCAN, cursor, "COUNT", String.valueOf(count)));
    if (page.size() != 2) {
      throw channel.unexpected("SCAN");
    }
    return new Page(channel.text("SCAN", page.get(0)), strings("SCAN", page.get(1)));
  }

  @Override
  public Optional<byte[]> randomKey() {
    return Optional.ofNullable(channel.run(Command.RANDOMKEY))
        .map(key -> channel.bytes("RANDOMKEY", key));
  }

  @Override
  public List<byte[]> randomKeys(int count) {
    return random.some(count);
  }

  @Override
  public long size() {
    return channel.number("DBSIZE", channel.run(Command.DBSIZE));
  }

  @Override
  public List<byte[]> eval(String script, List<byte[]> keys, List<byte[]> arguments) {
    return evalLater(script, keys, arguments).get();
  }

  @Override
  public Supplier<List<byte[]>> evalLater(
      String script, List<byte[]> keys, List<byte[]> arguments) {
    CommandArguments line = new CommandArguments(Command.EVALSHA);
    line.add(names.computeIfAbsent(script, Sha1::hex)).add(String.valueOf(keys.size()));
    keys.forEach(line::add);
    arguments.forEach(line::add);
    Supplier<Object> answer = channel.later("EVALSHA", line);
    return () -> evaluated(answer.get(), script, keys, arguments);
  }

  private List<byte[]> evaluated(
      Object known, String script, List<byte[]> keys, List<byte[]> arguments) {
    Object answer = known;
    if (unknown(answer)) {
      answer = channel.run(Command.EVAL, whole(script, keys, arguments));
    }
    channel.refusal("EVALSHA", answer);
    return strings("EVALSHA", answer);
  }

  private static boolean unknown(Object answer) {
    return answer instanceof JedisDataException
        && ((JedisDataException) answer).getMessage().startsWith("NOSCRIPT");
  }

  private static List<byte[]> whole(String script, List<byte[]> keys, List<byte[]> arguments) {
    List<byte[]> line = new ArrayList<>(keys.size() + arguments.size() + 2);
    line.add(script.getBytes(StandardCharsets.UTF_8));
    line.add(String.valueOf(keys.size()).getBytes(StandardCharsets.US_ASCII));
    line.addAll(keys);
    line.addAll(arguments);
    return line;
  }

  @Override
  public List<Payload> dump(List<byte[]> keys) {
    List<CommandArguments> lines = new ArrayList<>();
    for (byte[] key : keys) {
      lines.add(new CommandArguments(Command.DUMP).add(key));
      lines.add(new CommandArguments(Command.PTTL).add(key));
    }
    List<Object> answers = channel.all("DUMP", lines);
    List<Payload> payloads = new ArrayList<>();
    for (int i = 0; i < answers.size(); i += 2) {
      Object bytes = answers.get(i);
      channel.refusal("DUMP", bytes);
      channel.refusal("PTTL", answers.get(i + 1));
      payloads.add(
          new Payload(
              bytes == null ? null : channel.bytes("DUMP", bytes),
              channel.number("PTTL", answers.get(i + 1))));
    }
    return payloads;
  }

  @Override
  public void remove(List<byte[]> keys) {
    channel.number("DEL", channel.run(Command.DEL, keys));
  }

  @Override
  public void watch(byte[] key) {
    channel.text("WATCH", channel.run(Command.WATCH, Collections.singletonList(key)));
    watching = channel.current();
  }

  @Override
  public void unwatch() {
    channel.text("UNWATCH", channel.run(Command.UNWATCH));
  }

  @Override
  public boolean unlessTouched(List<List<byte[]>> commands) {
    if (watching == null || watching != channel.current()) {
      // a new connection watches nothing
      return false;
    }
    List<CommandArguments> lines = new ArrayList<>();
    lines.add(new CommandArguments(Command.MULTI));
    for (List<byte[]> command : commands) {
      CommandArguments line = new CommandArguments(() -> command.get(0));
      command.subList(1, command.size()).forEach(line::add);
      lines.add(line);
    }
    lines.add(new CommandArguments(Command.EXEC));
    Object done = null;
    for (Object answer : channel.all("EXEC", lines)) {
      channel.refusal("EXEC", answer);
      done = answer;
    }
    if (done == null) {
      return false;
    }
    for (Object answer : channel.list("EXEC", done)) {
      channel.refusal("EXEC", answer);
    }
    return true;
  }

  @Override
  public long libraryCount() {
    return RedisInfo.parse(channel.text("INFO", channel.run(Command.INFO, "memory")))
        .getLong("number_of_libraries", -1);
  }

  @Override
  public Map<String, String> libraries() {
    String name = "FUNCTION LIST";
    Map<String, String> codes = new TreeMap<>();
    for (Object library : channel.list(name, channel.run(Command.FUNCTION, "LIST", "WITHCODE"))) {
      List<?> fields = channel.list(name, library);
      codes.put(field(fields, "library_name"), field(fields, "library_code"));
    }
    return codes;
  }

  private String field(List<?> fields, String wanted) {
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      if (wanted.equals(channel.text("FUNCTION LIST", fields.get(i)))) {
        return channel.text("FUNCTION LIST", fields.get(i + 1));
      }
    }
    throw channel.unexpected("FUNCTION LIST");
  }

  @Override
  public void loadLibrary(String code) {
    channel.text("FUNCTION LOAD", channel.run(Command.FUNCTION, "LOAD", "REPLACE", code));
  }

  @Override
  public void deleteLibrary(String library) {
    channel.text("FUNCTION DELETE", channel.run(Command.FUNCTION, "DELETE", library));
  }

  private List<byte[]> strings(String command, Object answer) {
    List<byte[]> strings = new ArrayList<>();
    for (Object element : channel.list(command, answer)) {
      strings.add(channel.bytes(command, element));
    }
    return strings;
  }

  @Override
  public void close() {
    channel.close();
  }
}
