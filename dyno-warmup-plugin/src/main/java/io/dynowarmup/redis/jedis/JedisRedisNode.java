// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.Answer;
import io.dynowarmup.redis.CommandName;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisFailure;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.ClientLine;
import io.dynowarmup.redis.info.ClientList;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.redis.info.RedisInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** {@link RedisNode} over one {@link JedisChannel}. */
public final class JedisRedisNode implements RedisNode {
  private static final String EXCHANGE =
      "if redis.call('GETRANGE', KEYS[1], 0, 1023) ~= ARGV[1] then return 0 end "
          + "if ARGV[2] == '' then redis.call('DEL', KEYS[1]) "
          + "elseif ARGV[3] == '0' then redis.call('SET', KEYS[1], ARGV[2]) "
          + "else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end return 1";

  private final JedisChannel channel;
  private final JedisOwnKeys ownKeys;
  private final JedisRandomKeys random;

  /**
   * Creates a node over a channel.
   *
   * @param passingKeys see {@link RedisAccess#passingKeys}
   */
  JedisRedisNode(JedisChannel channel, List<String> passingKeys) {
    this.channel = channel;
    this.random = new JedisRandomKeys(channel);
    this.ownKeys = new JedisOwnKeys(passingKeys);
  }

  @Override
  public Endpoint endpoint() {
    return channel.endpoint();
  }

  @Override
  public void ping() {
    channel.text("PING", channel.run(Command.PING));
  }

  @Override
  public RedisInfo info() {
    List<CommandArguments> lines = ownKeys.question();
    lines.add(new CommandArguments(Command.INFO));
    lines.add(read(OwnKeys.RECORD));
    lines.add(read(OwnKeys.CLAIM));
    List<Object> answers = channel.all("INFO", lines);
    int at = lines.size() - 3;
    RedisInfo info =
        info(answers.get(at)).with(held(answers.get(at + 1)), held(answers.get(at + 2)));
    return at > 0 ? ownKeys.aside(info, answers.get(0)) : info;
  }

  private RedisInfo info(Object answer) {
    channel.refusal("INFO", answer);
    return RedisInfo.parse(channel.text("INFO", answer));
  }

  private static CommandArguments read(String key) {
    return new CommandArguments(Command.GETRANGE).add(key).add("0").add("1023");
  }

  /**
   * Returns the value of a reserved key; empty if the server is loading or does not permit the
   * command.
   */
  private static String held(Object answer) {
    return answer instanceof byte[] ? new String((byte[]) answer, StandardCharsets.UTF_8) : "";
  }

  @Override
  public RedisInfo infoOnly() {
    List<CommandArguments> lines = ownKeys.question();
    lines.add(new CommandArguments(Command.INFO));
    List<Object> answers = channel.all("INFO", lines);
    RedisInfo info = info(answers.get(lines.size() - 1));
    return lines.size() > 1 ? ownKeys.aside(info, answers.get(0)) : info;
  }

  @Override
  public RedisInfo info(String section) {
    return RedisInfo.parse(channel.text("INFO", channel.run(Command.INFO, section)));
  }

  @Override
  public long dbSize() {
    return channel.number("DBSIZE", channel.run(Command.DBSIZE));
  }

  @Override
  public void replicaOf(Endpoint source) {
    replicaOf(source.host(), String.valueOf(source.port()), "SLAVEOF", "REPLICAOF");
  }

  @Override
  public void replicaOfNoOne() {
    replicaOf("NO", "ONE", "SLAVEOF NO ONE", "REPLICAOF NO ONE");
  }

  private void replicaOf(String host, String port, String name, String newName) {
    try {
      channel.text(name, channel.run(Command.SLAVEOF, host, port));
    } catch (WarmupException e) {
      if (!RedisFailure.unknownCommand(e)) {
        throw e;
      }
      channel.text(newName, channel.run(Command.REPLICAOF, host, port));
    }
  }

  @Override
  public Optional<String> configGet(String name) {
    List<?> pair = channel.list("CONFIG GET", channel.run(Command.CONFIG, "GET", name));
    return pair.size() < 2
        ? Optional.empty()
        : Optional.of(channel.text("CONFIG GET", pair.get(1)));
  }

  @Override
  public void configSet(String name, String value) {
    channel.text("CONFIG SET", channel.run(Command.CONFIG, "SET", name, value));
  }

  @Override
  public void configRewrite() {
    channel.text("CONFIG REWRITE", channel.run(Command.CONFIG, "REWRITE"));
  }

  @Override
  public Optional<String> addressSeenByServer() {
    try {
      return ClientLine.address(channel.text("CLIENT INFO", channel.run(Command.CLIENT, "INFO")));
    } catch (WarmupException e) {
      return unlessAnswered(e) ? addressInList() : Optional.empty();
    }
  }

  @Override
  public Optional<ClientList> clients() {
    try {
      return Optional.of(
          ClientList.parse(channel.text("CLIENT LIST", channel.run(Command.CLIENT, "LIST"))));
    } catch (WarmupException e) {
      unlessAnswered(e);
      return Optional.empty();
    }
  }

  /** Finds the address in CLIENT LIST, for Redis before 6.2, which has no CLIENT INFO. */
  private Optional<String> addressInList() {
    try {
      long id = channel.number("CLIENT ID", channel.run(Command.CLIENT, "ID"));
      return ClientLine.addressOf(
          id, channel.text("CLIENT LIST", channel.run(Command.CLIENT, "LIST")));
    } catch (WarmupException e) {
      unlessAnswered(e);
      return Optional.empty();
    }
  }

  /**
   * Rethrows a failure that is not an error of the server. Returns true for REDIS_ERROR, such as an
   * unknown command, and false for NOPERM.
   */
  private static boolean unlessAnswered(WarmupException e) {
    if (!e.reason().isRejected()) {
      throw e;
    }
    return e.reason() == WarmupException.Reason.REDIS_ERROR;
  }

  @Override
  public void set(String key, String value, long ttlMillis) {
    channel.text("SET", channel.run(Command.SET, key, value, "PX", String.valueOf(ttlMillis)));
  }

  @Override
  public boolean exchange(String key, String expected, String value, long ttlMillis) {
    return channel.number(
            "EVAL",
            channel.run(
                Command.EVAL, EXCHANGE, "1", key, expected, value, String.valueOf(ttlMillis)))
        == 1;
  }

  @Override
  public void name(String name) {
    channel.name(name);
  }

  @Override
  public List<String> clientNames() {
    return ClientLine.names(channel.text("CLIENT LIST", channel.run(Command.CLIENT, "LIST")));
  }

  @Override
  public RedisInfo pauseWrites(long millis) {
    CommandArguments pause = new CommandArguments(Command.CLIENT);
    pause.add("PAUSE").add(String.valueOf(millis)).add("WRITE");
    CommandArguments info = new CommandArguments(Command.INFO).add("replication");
    return RedisInfo.parse(
        channel.text("INFO", channel.together("CLIENT PAUSE", pause, "INFO", info)));
  }

  @Override
  public void resumeWrites() {
    channel.text("CLIENT UNPAUSE", channel.run(Command.CLIENT, "UNPAUSE"));
  }

  @Override
  public boolean delete(String key) {
    return channel.number("DEL", channel.run(Command.DEL, key)) > 0;
  }

  @Override
  public long exists(List<String> keys) {
    return channel.number("EXISTS", channel.run(Command.EXISTS, keys.toArray(new String[0])));
  }

  @Override
  public List<Answer> ask(List<List<String>> questions) {
    List<CommandArguments> lines = new ArrayList<>();
    for (List<String> question : questions) {
      byte[] name = question.get(0).getBytes(StandardCharsets.US_ASCII);
      CommandArguments line = new CommandArguments(() -> name);
      question.subList(1, question.size()).forEach(line::add);
      lines.add(line);
    }
    List<Object> values = channel.all(questions.get(0).get(0), lines);
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      List<String> question = questions.get(i);
      String[] arguments = question.subList(1, question.size()).toArray(new String[0]);
      answers.add(channel.answer(CommandName.of(question.get(0), arguments), values.get(i)));
    }
    return answers;
  }

  @Override
  public OptionalLong timeMicros() {
    List<?> time = channel.list("TIME", channel.run(Command.TIME));
    try {
      return time.size() != 2
          ? OptionalLong.empty()
          : OptionalLong.of(
              Math.addExact(
                  Math.multiplyExact(whole(time.get(0)), 1_000_000L), whole(time.get(1))));
    } catch (ArithmeticException | NumberFormatException e) {
      throw channel.unexpected("TIME");
    }
  }

  private long whole(Object number) {
    return Long.parseLong(channel.text("TIME", number));
  }

  @Override
  public List<byte[]> randomKeys(int count) {
    return random.some(count);
  }

  @Override
  public OptionalLong present(List<byte[]> keys) {
    return OptionalLong.of(channel.number("EXISTS", channel.run(Command.EXISTS, keys)));
  }

  @Override
  public void close() {
    channel.close();
  }
}
