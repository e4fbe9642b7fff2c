// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.populate;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.info.OwnKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The keys of a node that is closed. Each packet is one script: it is carried out only while the
 * {@link TargetFence} is as it was, and Dynomite is asked for its state just before. Other scripts
 * write only reserved names; both are asked just before them.
 */
final class FencedData implements RedisData {
  private static final String CHECK =
      "redis.call('SELECT', 0)\n"
          + "if redis.call('GET', KEYS[1]) ~= ARGV[1] then\n"
          + "  return {'it does not admit this warm-up any more'}\n"
          + "end\n"
          + "if redis.call('EXISTS', KEYS[2]) == 1 then return {'a run works on it'} end\n"
          + "if (redis.call('GET', KEYS[3]) or '') ~= ARGV[2] then\n"
          + "  return {'a run has worked on it'}\n"
          + "end\n";

  private static final String WRITE =
      CHECK
          + "redis.call('SELECT', ARGV[3])\n"
          + "local answers = {''}\n"
          + "for i = 4, #KEYS do\n"
          + "  local at = 4 + (i - 4) * 3\n"
          + "  local kind, ttl, value = ARGV[at], ARGV[at + 1], ARGV[at + 2]\n"
          + "  local answer\n"
          + "  if kind == 'RESTORE' then\n"
          + "    answer = redis.pcall('RESTORE', KEYS[i], ttl, value, 'REPLACE')\n"
          + "  elseif ttl == '0' then\n"
          + "    answer = redis.pcall('SET', KEYS[i], value)\n"
          + "  else\n"
          + "    answer = redis.pcall('SET', KEYS[i], value, 'PX', ttl)\n"
          + "  end\n"
          + "  answers[#answers + 1] = type(answer) == 'table' and answer.err or ''\n"
          + "end\n"
          + "return answers\n";

  private static final List<byte[]> FENCE =
      Arrays.asList(ascii(OwnKeys.POPULATE), ascii(OwnKeys.CLAIM), ascii(OwnKeys.RECORD));

  private final RedisData data;
  private final Runnable closed;
  private final List<byte[]> expected;
  private int database;

  /**
   * @param data keys of the node; not closed here
   * @param closed throws unless Dynomite is closed
   * @param fence the value that {@link TargetFence#require} returned
   */
  FencedData(RedisData data, Runnable closed, String fence) {
    this.data = data;
    this.closed = closed;
    this.expected =
        Arrays.asList(
            fence.getBytes(StandardCharsets.UTF_8),
            TargetFence.record(fence).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Supplier<List<Optional<WarmupException>>> restoreLater(
      List<byte[]> keys, List<Payload> payloads, long readNanos) {
    closed.run();
    List<byte[]> all = new ArrayList<>(FENCE);
    all.addAll(keys);
    List<byte[]> arguments = new ArrayList<>(expected);
    arguments.add(ascii(Integer.toString(database)));
    for (Payload payload : payloads) {
      arguments.add(ascii(payload.plain() ? "SET" : "RESTORE"));
      arguments.add(ascii(Long.toString(payload.ttl())));
      arguments.add(payload.bytes());
    }
    Supplier<List<byte[]>> answers = data.evalLater(WRITE, all, arguments);
    return () -> errors(answers.get());
  }

  private List<Optional<WarmupException>> errors(List<byte[]> answers) {
    requireAdmitted(answers);
    List<Optional<WarmupException>> errors = new ArrayList<>();
    for (byte[] answer : answers.subList(1, answers.size())) {
      errors.add(
          answer.length == 0
              ? Optional.empty()
              : Optional.of(new WarmupException(Reason.REDIS_ERROR, text(answer))));
    }
    return errors;
  }

  private void requireAdmitted(List<byte[]> answers) {
    String why = answers.isEmpty() ? "" : text(answers.get(0));
    if (!why.isEmpty()) {
      throw TargetFence.refused(endpoint().toString(), why);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Watches the fence together with what the caller watches. */
  @Override
  public boolean unlessTouched(List<List<byte[]>> commands) {
    closed.run();
    data.select(0);
    FENCE.forEach(data::watch);
    requireAdmitted(data.eval(CHECK + "return {''}\n", FENCE, expected));
    data.select(database);
    return data.unlessTouched(commands);
  }

  @Override
  public void loadLibrary(String code) {
    requireFence();
    data.loadLibrary(code);
  }

  private void requireFence() {
    closed.run();
    requireAdmitted(data.eval(CHECK + "return {''}\n", FENCE, expected));
  }

  @Override
  public void select(int wanted) {
    database = wanted;
    data.select(wanted);
  }

  @Override
  public Endpoint endpoint() {
    return data.endpoint();
  }

  @Override
  public List<byte[]> eval(String script, List<byte[]> keys, List<byte[]> arguments) {
    requireFence();
    return data.eval(script, keys, arguments);
  }

  @Override
  public List<byte[]> evalOnce(String script, List<byte[]> keys, List<byte[]> arguments) {
    requireFence();
    return data.evalOnce(script, keys, arguments);
  }

  @Override
  public Supplier<List<byte[]>> evalLater(
      String script, List<byte[]> keys, List<byte[]> arguments) {
    return data.evalLater(script, keys, arguments);
  }

  @Override
  public void remove(List<byte[]> keys) {
    data.remove(keys);
  }

  @Override
  public void watch(byte[] key) {
    data.watch(key);
  }

  @Override
  public void unwatch() {
    data.unwatch();
  }

  @Override
  public Set<Integer> databases() {
    return data.databases();
  }

  @Override
  public Page scan(String cursor, int count) {
    return data.scan(cursor, count);
  }

  @Override
  public long size() {
    return data.size();
  }

  @Override
  public Optional<byte[]> randomKey() {
    return data.randomKey();
  }

  @Override
  public List<byte[]> randomKeys(int count) {
    return data.randomKeys(count);
  }

  @Override
  public List<Payload> dump(List<byte[]> keys) {
    return data.dump(keys);
  }

  @Override
  public void close() {
    // the target closes the connection
  }
}
