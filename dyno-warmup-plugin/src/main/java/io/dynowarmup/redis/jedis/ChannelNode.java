// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.Answer;
import io.dynowarmup.redis.CommandPolicy;
import io.dynowarmup.redis.CommandPolicy.Effect;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisFailure;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.ClientList;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.redis.info.RedisInfo;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** {@link RedisNode} over one {@link Channel}. */
final class ChannelNode implements RedisNode {
  private static final String EXCHANGE =
      "if redis.call('GETRANGE', KEYS[1], 0, 1023) ~= ARGV[1] then return 0 end "
          + "if ARGV[2] == '' then redis.call('DEL', KEYS[1]) "
          + "elseif ARGV[3] == '0' then redis.call('SET', KEYS[1], ARGV[2]) "
          + "else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end return 1";

  private final Commands commands;
  private final PassingKeys passing;
  private final RandomKeys random;

  /**
   * Creates a node.
   *
   * @param passingKeys see {@link RedisAccess#passingKeys}
   */
  ChannelNode(Commands commands, List<String> passingKeys) {
    this(commands, new PassingKeys(passingKeys));
  }

  private ChannelNode(Commands commands, PassingKeys passing) {
    this.commands = commands;
    this.passing = passing;
    this.random = new RandomKeys(commands);
  }

  @Override
  public Endpoint endpoint() {
    return commands.channel().endpoint();
  }

  @Override
  public RedisNode with(CommandPolicy policy) {
    return new ChannelNode(commands.with(policy), passing);
  }

  @Override
  public void ping() {
    commands.text(Command.of("PING"));
  }

  @Override
  public RedisInfo info() {
    List<Command> packet = passing.question();
    int at = packet.size();
    packet.add(Command.of("INFO"));
    packet.add(read(OwnKeys.RECORD));
    packet.add(read(OwnKeys.CLAIM));
    List<Object> answers = commands.needing(at, "INFO", packet);
    return info(answers, at).with(held(answers.get(at + 1)), held(answers.get(at + 2)));
  }

  @Override
  public RedisInfo infoOnly() {
    List<Command> packet = passing.question();
    int at = packet.size();
    packet.add(Command.of("INFO"));
    return info(commands.needing(at, "INFO", packet), at);
  }

  /**
   * Parses INFO.
   *
   * @param at the index of INFO; the answers before it are those of {@link PassingKeys#question}
   */
  private RedisInfo info(List<Object> answers, int at) {
    RedisInfo info = RedisInfo.parse(commands.text("INFO", answers.get(at)));
    return at > 0 ? passing.aside(info, answers.get(0)) : info;
  }

  private static Command read(String key) {
    return Command.of("GETRANGE", key, "0", "1023");
  }

  /**
   * Returns the value of a reserved key; empty if the server is loading or does not permit the
   * command.
   */
  private static String held(Object answer) {
    return answer instanceof byte[] ? new String((byte[]) answer, StandardCharsets.UTF_8) : "";
  }

  @Override
  public RedisInfo info(String section) {
    return RedisInfo.parse(commands.text(Command.of("INFO", section)));
  }

  @Override
  public void replicaOf(Endpoint source) {
    replicaOf(source.host(), String.valueOf(source.port()));
  }

  @Override
  public void replicaOfNoOne() {
    replicaOf("NO", "ONE");
  }

  private void replicaOf(String host, String port) {
    try {
      commands.text(Command.of("SLAVEOF", host, port));
    } catch (WarmupException e) {
      if (!RedisFailure.unknownCommand(e)) {
        throw e;
      }
      commands.text(Command.of("REPLICAOF", host, port));
    }
  }

  @Override
  public Optional<String> configGet(String name) {
    List<?> pair = commands.list(Command.of("CONFIG", "GET", name));
    return pair.size() < 2
        ? Optional.empty()
        : Optional.of(commands.text("CONFIG GET", pair.get(1)));
  }

  @Override
  public void configSet(String name, String value) {
    commands.text(Command.of("CONFIG", "SET", name, value));
  }

  @Override
  public void configRewrite() {
    commands.text(Command.of("CONFIG", "REWRITE"));
  }

  @Override
  public Optional<String> addressSeenByServer() {
    try {
      return ClientList.parse(commands.text(Command.of("CLIENT", "INFO"))).firstAddress();
    } catch (WarmupException e) {
      return unlessAnswered(e) ? addressInList() : Optional.empty();
    }
  }

  @Override
  public Optional<ClientList> clients() {
    try {
      return Optional.of(clientList());
    } catch (WarmupException e) {
      unlessAnswered(e);
      return Optional.empty();
    }
  }

  /** Finds the address in CLIENT LIST, for Redis before 6.2, which has no CLIENT INFO. */
  private Optional<String> addressInList() {
    try {
      long id = commands.number(Command.of("CLIENT", "ID"));
      return clientList().addressOf(id);
    } catch (WarmupException e) {
      unlessAnswered(e);
      return Optional.empty();
    }
  }

  private ClientList clientList() {
    return ClientList.parse(commands.text(Command.of("CLIENT", "LIST")));
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
    commands.text(Command.of("SET", key, value, "PX", String.valueOf(ttlMillis)));
  }

  /**
   * Sent once: after a lost connection it is unknown whether the write ran; the caller reads the
   * key.
   */
  @Override
  public boolean exchange(String key, String expected, String value, long ttlMillis) {
    Command eval =
        Command.of("EVAL", EXCHANGE, "1", key, expected, value, String.valueOf(ttlMillis));
    return commands.number("EVAL", commands.run(eval, Effect.WRITE_ONCE)) == 1;
  }

  @Override
  public void name(String name) {
    commands.perform(() -> commands.channel().name(name));
  }

  @Override
  public List<String> clientNames() {
    return clientList().names();
  }

  @Override
  public RedisInfo pauseWrites(long millis) {
    Command pause = Command.of("CLIENT", "PAUSE", String.valueOf(millis), "WRITE");
    List<Object> answers =
        commands.all(pause.name(), Arrays.asList(pause, Command.of("INFO", "replication")));
    Commands.accepted(answers.get(0));
    return RedisInfo.parse(commands.text("INFO", answers.get(1)));
  }

  @Override
  public void resumeWrites() {
    commands.text(Command.of("CLIENT", "UNPAUSE"));
  }

  @Override
  public boolean delete(String key) {
    return commands.number(Command.of("DEL", key)) > 0;
  }

  @Override
  public List<String> read(List<String> keys) {
    List<Command> packet = keys.stream().map(ChannelNode::read).collect(Collectors.toList());
    return commands.all("GETRANGE", packet).stream()
        .map(answer -> commands.text("GETRANGE", Commands.accepted(answer)))
        .collect(Collectors.toList());
  }

  @Override
  public long exists(List<String> keys) {
    return commands.number(Command.of("EXISTS", keys));
  }

  @Override
  public List<Answer> ask(List<List<String>> questions) {
    List<Command> packet =
        questions.stream()
            .map(q -> Command.of(q.get(0), q.subList(1, q.size())))
            .collect(Collectors.toList());
    return commands.all(questions.get(0).get(0), packet).stream()
        .map(a -> a instanceof WarmupException ? Answer.refused((WarmupException) a) : Answer.of(a))
        .collect(Collectors.toList());
  }

  @Override
  public OptionalLong timeMicros() {
    List<?> time = commands.list(Command.of("TIME"));
    try {
      return time.size() != 2
          ? OptionalLong.empty()
          : OptionalLong.of(
              Math.addExact(
                  Math.multiplyExact(whole(time.get(0)), 1_000_000L), whole(time.get(1))));
    } catch (ArithmeticException | NumberFormatException e) {
      throw commands.channel().unexpected("TIME");
    }
  }

  private long whole(Object number) {
    return Long.parseLong(commands.text("TIME", number));
  }

  @Override
  public List<byte[]> randomKeys(int count) {
    return random.some(count);
  }

  @Override
  public OptionalLong present(List<byte[]> keys) {
    return OptionalLong.of(commands.number(Command.of("EXISTS").with(keys)));
  }

  @Override
  public void close() {
    commands.channel().close();
  }
}
