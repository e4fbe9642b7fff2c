package io.dynowarmup.redis;

import io.dynowarmup.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Protocol.Command;

/** {@link RedisData} over one {@link JedisChannel}. */
final class JedisRedisData implements RedisData {
  private static final Pattern DATABASE = Pattern.compile("(?m)^db(\\d{1,6}):");

  private final JedisChannel channel;

  JedisRedisData(JedisChannel channel) {
    this.channel = channel;
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
    channel.text("SELECT", channel.run(Command.SELECT, String.valueOf(database)));
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
  public List<byte[]> eval(String script, List<byte[]> keys, List<byte[]> arguments) {
    List<byte[]> line = new ArrayList<>(keys.size() + arguments.size() + 2);
    line.add(script.getBytes(StandardCharsets.UTF_8));
    line.add(String.valueOf(keys.size()).getBytes(StandardCharsets.US_ASCII));
    line.addAll(keys);
    line.addAll(arguments);
    return strings("EVAL", channel.run(Command.EVAL, line));
  }

  @Override
  public Optional<byte[]> dump(byte[] key) {
    return Optional.ofNullable(channel.run(Command.DUMP, Collections.singletonList(key)))
        .map(payload -> channel.bytes("DUMP", payload));
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
